use super::*;

fn show(term: &Term) -> String {
    let all = |terms: &[Term]| terms.iter().map(show).collect::<Vec<_>>().join(" ");
    match &term.value {
        Value::Text(text) => format!("{text:?}"),
        Value::Atom(name) => name.to_string(),
        Value::Number(number) => (*number).to_owned(),
        Value::Tuple(members) => format!("({})", all(members)),
        Value::List(members) => format!("[{}]", all(members)),
        Value::Map(entries) => {
            let entries: Vec<_> = entries.iter().map(|(key, value)| format!("{}={}", show(key), show(value))).collect();
            format!("{{{}}}", entries.join(" "))
        }
    }
}

fn check(text: &str, language: Language, expected: &str) {
    let found = match read(text, language) {
        Ok(terms) => terms.terms.iter().map(show).collect::<Vec<_>>().join("; "),
        Err(error) => format!("{} {}", error.code, error.place.map(|place| place.to_string()).unwrap_or_default()),
    };
    assert_eq!(found, expected, "{}", text.get(..40).unwrap_or(text));
}

#[test]
fn elixir_terms() {
    use Language::Elixir;
    check(
        "%{\"a\": {:hex, :b, \"1.0\", [:mix], [c: true]}, \"d\" => -1,}",
        Elixir,
        "{\"a\"=(hex b \"1.0\" [mix] [(c true)]) \"d\"=-1}",
    );
    check("# comment\n%{}\n", Elixir, "{}");
    check(":\"a b\" \"q\\\"\\n\"", Elixir, "a b; \"q\\\"\\n\"");
}

#[test]
fn erlang_terms() {
    use Language::Erlang;
    check(
        "{\"1.2.0\",\n[{<<\"a\">>,{pkg,<<\"a\">>},0}]}. % end\n[].",
        Erlang,
        "(\"1.2.0\" [(\"a\" (pkg \"a\") 0)]); []",
    );
    check("'a b'. <<>>. <<\"é\"/utf8>>.", Erlang, "a b; \"\"; \"é\"");
}

#[test]
fn what_is_wrong_has_a_place() {
    check("%{\"a\" => {:hex", Language::Elixir, "truncated line 1, column 15");
    check("%{\n  \"a\" {}}", Language::Elixir, "invalid-terms line 2, column 7");
    check("[]", Language::Erlang, "truncated line 1, column 3");
    check("\"a\\", Language::Elixir, "truncated line 1, column 4");
    check(&"[".repeat(100_000), Language::Elixir, "too-deep line 1, column 130");
}
