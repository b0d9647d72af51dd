//! Usual ways of using software, each a judging context to start from.
//!
//! A preset says how the work reaches others; whose licence it goes out under and what was changed stay as they are.

use super::{Context, UseCase};

/// A usual way of using software.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preset {
    InternalTool,
    HostedService,
    WebFrontEnd,
    ShippedProduct,
    PublishedLibrary,
    SourceRelease,
}

impl Preset {
    /// In the order of screens: from what stays inside to what goes out.
    pub const ALL: [Self; 6] = [
        Self::InternalTool,
        Self::HostedService,
        Self::WebFrontEnd,
        Self::ShippedProduct,
        Self::PublishedLibrary,
        Self::SourceRelease,
    ];

    /// The words on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::InternalTool => "Internal tool",
            Self::HostedService => "Hosted service",
            Self::WebFrontEnd => "Web front end",
            Self::ShippedProduct => "Shipped product",
            Self::PublishedLibrary => "Library",
            Self::SourceRelease => "Source release",
        }
    }

    /// One sentence for a lawyer and a developer alike.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::InternalTool => "Only people of our own organisation run it, and no copy leaves the house",
            Self::HostedService => "Others use it over a network, and all of its code stays on our servers",
            Self::WebFrontEnd => {
                "Others use it over a network, and its npm packages and whatever is merged with them are bundled and sent \
                 to their browsers: that part is handed out as copies"
            }
            Self::ShippedProduct => "Others get copies of it in executable form, with all the parts it is built from",
            Self::PublishedLibrary => {
                "Others build it into software of their own, and fetch the parts it needs from where those are published"
            }
            Self::SourceRelease => {
                "Others get our source files, and fetch the parts these need from where those are published"
            }
        }
    }

    /// The context it stands for; outbound licence and changes are taken from the one before.
    pub fn context(self, before: &Context) -> Context {
        let (use_case, client_side) = match self {
            Self::InternalTool => (UseCase::Internal, false),
            Self::HostedService => (UseCase::Saas, false),
            Self::WebFrontEnd => (UseCase::Saas, true),
            Self::ShippedProduct => (UseCase::Binary, false),
            Self::PublishedLibrary => (UseCase::Library, false),
            Self::SourceRelease => (UseCase::Source, false),
        };
        Context { use_case, client_side, ..before.clone() }
    }

    /// The preset a context is, whatever its outbound licence and changes.
    pub fn of(context: &Context) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.context(context) == *context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::licenses::{Modified, Outbound};

    #[test]
    fn each_preset_is_a_context_of_its_own_and_keeps_the_outbound_licence() {
        let before = Context { outbound: Outbound::Proprietary, modified: Modified::Everything, ..Context::default() };
        for preset in Preset::ALL {
            let context = preset.context(&before);
            assert_eq!(Preset::of(&context), Some(preset));
            assert_eq!((&context.outbound, context.modified), (&before.outbound, before.modified));
        }
        assert_eq!(Preset::of(&Context { client_side: true, ..Context::default() }), None);
    }
}
