//! The codes of duties and their words. The order is that of a list of things to do.

use serde::{Deserialize, Serialize};

/// What is to be done, or a term worth knowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DutyCode {
    /// Nothing is known of the duties: as good as unknown, never as good as none.
    NoData,
    Text,
    Copyright,
    Notice,
    Changes,
    Source,
    SameWork,
    SameLibrary,
    SameFile,
    NetworkSource,
    Relink,
    InstallInformation,
    Advertising,
    Name,
    NoRestriction,
    /// A source covers the licence and states no duty for this use.
    NoneStated,
    PatentGrant,
    NoPatentGrant,
    NoTrademark,
}

/// When a duty binds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum When {
    /// As soon as the product goes out as the context says.
    #[default]
    Now,
    /// Whoever builds with what is published, and ships that.
    Downstream,
    OnceModified,
    /// Where it goes into a device for consumers.
    InUserProduct,
}

impl DutyCode {
    /// The code in scripts and exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoData => "NO-DATA",
            Self::Text => "TEXT",
            Self::Copyright => "COPYRIGHT",
            Self::Notice => "NOTICE",
            Self::Changes => "CHANGES",
            Self::Source => "SOURCE",
            Self::SameWork => "SAME(work)",
            Self::SameLibrary => "SAME(library)",
            Self::SameFile => "SAME(file)",
            Self::NetworkSource => "NETWORK-SOURCE",
            Self::Relink => "RELINK",
            Self::InstallInformation => "INSTALL-INFO",
            Self::Advertising => "ADVERT",
            Self::Name => "NAME",
            Self::NoRestriction => "NORESTRICT",
            Self::NoneStated => "NONE-STATED",
            Self::PatentGrant => "PATENT(grant)",
            Self::NoPatentGrant => "PATENT(none)",
            Self::NoTrademark => "TRADEMARK(none)",
        }
    }

    /// The words on a chip.
    pub fn title(self) -> &'static str {
        match self {
            Self::NoData => "no duty data",
            Self::Text => "licence text",
            Self::Copyright => "copyright notice",
            Self::Notice => "NOTICE content",
            Self::Changes => "mark changes",
            Self::Source => "source",
            Self::SameWork => "same licence for the work",
            Self::SameLibrary => "same licence for the library",
            Self::SameFile => "same licence for the files",
            Self::NetworkSource => "source for network users",
            Self::Relink => "relinking",
            Self::InstallInformation => "installation information",
            Self::Advertising => "acknowledgement",
            Self::Name => "no use of names",
            Self::NoRestriction => "no further restrictions",
            Self::NoneStated => "no duty stated",
            Self::PatentGrant => "patent grant",
            Self::NoPatentGrant => "no patent grant",
            Self::NoTrademark => "no trademark rights",
        }
    }

    /// Is it something to do? The others are terms worth knowing, or say that nothing is stated.
    pub fn is_duty(self) -> bool {
        !matches!(self, Self::NoneStated | Self::PatentGrant | Self::NoPatentGrant | Self::NoTrademark)
    }

    /// The sentence for one licence, without a full stop.
    pub(super) fn words(self, id: &str, when: When) -> String {
        let words = match self {
            Self::NoData => "No duty data: read the text",
            Self::Text => "Pass on the licence text",
            Self::Copyright => "Keep and pass on the copyright notices",
            Self::Notice => "Pass on the content of its NOTICE file, where it has one; no document states it",
            Self::Changes => "Say that it was changed",
            Self::Source if id.starts_with("GPL-") || id.starts_with("AGPL-") => {
                "Ship or offer its source and that of the work it is part of"
            }
            Self::Source => "Ship or offer its source",
            Self::SameWork => "Put the work it is part of under the same licence",
            Self::SameLibrary => "Keep the library, with its changes, under the same licence",
            Self::SameFile => "Keep its files, with their changes, under the same licence",
            Self::NetworkSource => "Offer the source to those who use it over a network",
            Self::Relink => "Ship what is needed to relink the product with a changed library",
            Self::InstallInformation => "Ship what is needed to install a changed version on the device",
            Self::Advertising => "Acknowledge it in the words of the licence, also where the product is advertised",
            Self::Name => "Do not use its names to endorse or promote the product",
            Self::NoRestriction => "Add no further restrictions",
            Self::NoneStated => "No duty is stated",
            Self::PatentGrant => "Grants patent rights, on its own terms",
            Self::NoPatentGrant => "States that no patent rights are granted",
            Self::NoTrademark => "Grants no trademark rights",
        };
        match when {
            When::Now => words.to_owned(),
            When::Downstream => format!("For whoever builds with it and ships that: {}", lower(words)),
            When::OnceModified => format!("Once it is modified: {}", lower(words)),
            When::InUserProduct => format!("In a device for consumers: {}", lower(words)),
        }
    }
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
