//! The command line.

use lockscope::licenses::{Context, EvidenceView, Modified, Outbound, UseCase};

/// What `--help` prints, and what follows a mistake.
pub const HELP: &str = "\
Usage: inspect [OPTIONS] FILE...

Prints one JSON object a line, one line a file.

Options:
  --use-case internal|saas|binary|source|library
                        judge for this use (binary where only --outbound is given)
  --outbound EXPRESSION judge for a product under this licence: an SPDX id, proprietary or undecided
  --modified            judge as if third-party code was changed
  --evidence strongest|declared|concluded|detected
                        whose word on a licence counts (strongest: concluded, else declared, else detected)
  --why NAME@VERSION    say why a component is there
  --compare             print one object: what was added, removed and changed between two files
  --policy FILE         judge by these rules too (lockscope-policy.toml, deny.toml, .ort.yml, …)
  --export FORMAT       print the graph in place of that: dot, graphml, gexf, mermaid, csv or json
  --shown               of the graph only what the page shows first
  --help                print this";

/// What is asked for.
#[derive(Debug, Default)]
pub struct Options {
    pub files: Vec<String>,
    /// Verdicts and findings are printed where it is set.
    pub context: Option<Context>,
    /// `NAME@VERSION`, or a name alone.
    pub why: Option<String>,
    pub compare: bool,
    /// A file of rules.
    pub policy: Option<String>,
    /// The id of a format that graphs are saved in.
    pub export: Option<String>,
    pub shown: bool,
}

/// Why there is nothing to inspect.
#[derive(Debug)]
pub enum Stop {
    Help,
    Wrong(String),
}

/// Reads the arguments; `--` ends the options, and `--option=value` is the same as `--option value`.
pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Options, Stop> {
    let mut options = Options::default();
    let mut arguments = arguments;
    let mut only_files = false;
    while let Some(argument) = arguments.next() {
        if only_files || !argument.starts_with("--") {
            options.files.push(argument);
            continue;
        }
        let (option, given) = match argument.split_once('=') {
            Some((option, value)) => (option, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        let mut value =
            || given.clone().or_else(|| arguments.next()).ok_or_else(|| Stop::Wrong(format!("{option} takes a value")));
        match option {
            "--" => only_files = true,
            "--help" => return Err(Stop::Help),
            "--use-case" => context(&mut options).use_case = use_case(&value()?)?,
            "--outbound" => context(&mut options).outbound = outbound(&value()?)?,
            "--modified" => context(&mut options).modified = Modified::Everything,
            "--evidence" => context(&mut options).evidence = evidence(&value()?)?,
            "--why" => options.why = Some(value()?),
            "--compare" => options.compare = true,
            "--export" => options.export = Some(value()?),
            "--shown" => options.shown = true,
            "--policy" => {
                options.policy = Some(value()?);
                context(&mut options);
            }
            _ => return Err(Stop::Wrong(format!("there is no option {option}"))),
        }
    }
    if options.files.is_empty() {
        return Err(Stop::Wrong("no file is named".to_owned()));
    }
    Ok(options)
}

fn context(options: &mut Options) -> &mut Context {
    options.context.get_or_insert_with(Context::default)
}

fn use_case(word: &str) -> Result<UseCase, Stop> {
    UseCase::ALL.into_iter().find(|case| case.as_str() == word).ok_or_else(|| {
        let words: Vec<&str> = UseCase::ALL.iter().map(|case| case.as_str()).collect();
        Stop::Wrong(format!("{word} is no use case; there are {}", words.join(", ")))
    })
}

fn evidence(word: &str) -> Result<EvidenceView, Stop> {
    EvidenceView::ALL.into_iter().find(|view| view.as_str() == word).ok_or_else(|| {
        let words: Vec<&str> = EvidenceView::ALL.iter().map(|view| view.as_str()).collect();
        Stop::Wrong(format!("{word} is no evidence; there are {}", words.join(", ")))
    })
}

fn outbound(text: &str) -> Result<Outbound, Stop> {
    if text.eq_ignore_ascii_case("undecided") {
        return Ok(Outbound::Undecided);
    }
    if text.eq_ignore_ascii_case("proprietary") {
        return Ok(Outbound::Proprietary);
    }
    let (_, _, terms) = lockscope::licenses::judge_text(text, &Context::default(), Default::default());
    match terms {
        Some(_) => Ok(Outbound::License(text.to_owned())),
        None => Err(Stop::Wrong(format!("{text} names no licence of the SPDX list"))),
    }
}
