//! `mvn dependency:tree` in every output type: text (as printed or as written to a file), dot, tgf,
//! graphml and json.
//!
//! All of them name an artifact by the same label and give the same graph, except that json leaves out
//! what verbose text says about omitted branches. Several projects in one file are several roots.
//! Source: <https://maven.apache.org/plugins/maven-dependency-plugin/examples/tree-mojo.html>.

mod dot;
mod graphml;
mod json_tree;
mod label;
mod text;
mod tgf;
mod tree;

use super::support::text_tree::without_colors;
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "maven-dependency-tree",
    title: "mvn dependency:tree",
    family: "JVM",
    file_names: &["dependency-tree.txt", "dependency-tree.json", "*.tgf"],
    versions: "text, dot, tgf, graphml, json",
    holds: Holds { dependencies: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    output_type(input).is_some()
}

/// The ways in which the tree can be written.
#[derive(Clone, Copy)]
enum OutputType {
    Text,
    Dot,
    Tgf,
    Graphml,
    Json,
}

impl OutputType {
    fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dot => "dot",
            Self::Tgf => "tgf",
            Self::Graphml => "graphml",
            Self::Json => "json",
        }
    }
}

fn output_type(input: &Input) -> Option<OutputType> {
    if let Some(seen) = input.sketch()
        && json_tree::is_tree(seen)
    {
        return Some(OutputType::Json);
    }
    if graphml::is_tree(input.head()) {
        return Some(OutputType::Graphml);
    }
    // A log may begin with downloads without end.
    [input.head(), input.tail()].iter().find_map(|part| {
        let part = without_colors(part);
        if dot::is_tree(&part) {
            Some(OutputType::Dot)
        } else if tgf::is_tree(&part) {
            Some(OutputType::Tgf)
        } else {
            text::is_tree(&part).then_some(OutputType::Text)
        }
    })
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let output_type = output_type(input).unwrap_or(OutputType::Text);
    let text = without_colors(&input.text);
    let mut document = match output_type {
        OutputType::Text => text::read(&text, input),
        OutputType::Dot => dot::read(&text, input),
        OutputType::Tgf => tgf::read(&text, input),
        OutputType::Graphml => graphml::read(input)?,
        OutputType::Json => json_tree::read(input)?,
    };
    document.format_version = Some(output_type.as_str().to_owned());
    Ok(document)
}
