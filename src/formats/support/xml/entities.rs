//! Entities and character references: `&amp;`, `&#233;`.

use std::borrow::Cow;

/// What stands in a text in place of a character, and could not be read as one.
pub(super) enum Odd {
    /// An `&` that begins nothing.
    BareAmpersand,
    /// An entity that XML does not define, such as `&nbsp;`.
    UnknownEntity,
    /// A number that is no character; read as the replacement character.
    NoCharacter,
}

/// The longest entity that is looked for: longer than any real name, so that a bare `&` costs little.
const LONGEST: usize = 64;

/// Resolves the five entities of XML and character references; borrowed where there are none. `odd` hears of
/// the rest with its offset in `raw`.
pub(super) fn resolve<'a>(raw: &'a str, mut odd: impl FnMut(usize, Odd)) -> Cow<'a, str> {
    let Some(first) = raw.find('&') else { return Cow::Borrowed(raw) };
    let mut out = String::with_capacity(raw.len());
    let mut at = 0;
    let mut next = Some(first);
    while let Some(ampersand) = next {
        out.push_str(raw.get(at..ampersand).unwrap_or(""));
        let rest = raw.get(ampersand + 1..).unwrap_or("");
        let length = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let name = length.and_then(|length| rest.get(..length)).filter(|name| is_name(name));
        at = match name {
            Some(name) => {
                match character(name) {
                    Ok(character) => out.push(character),
                    Err(Odd::NoCharacter) => {
                        odd(ampersand, Odd::NoCharacter);
                        out.push(char::REPLACEMENT_CHARACTER);
                    }
                    Err(what) => {
                        odd(ampersand, what);
                        out.extend(["&", name, ";"]);
                    }
                }
                ampersand + name.len() + 2
            }
            None => {
                odd(ampersand, Odd::BareAmpersand);
                out.push('&');
                ampersand + 1
            }
        };
        next = raw.get(at..).and_then(|rest| rest.find('&')).map(|offset| at + offset);
    }
    out.push_str(raw.get(at..).unwrap_or(""));
    Cow::Owned(out)
}

fn is_name(name: &str) -> bool {
    let rest = name.strip_prefix('#').unwrap_or(name);
    !rest.is_empty() && rest.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | ':'))
}

fn character(name: &str) -> Result<char, Odd> {
    let Some(number) = name.strip_prefix('#') else {
        return match name {
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "amp" => Ok('&'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            _ => Err(Odd::UnknownEntity),
        };
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok().filter(|&code| code != 0).and_then(char::from_u32).ok_or(Odd::NoCharacter)
}
