//! What must stand where, and what is said where something else does.

use super::failure::Failure;
use super::pull::{Broken, PullReader};

impl PullReader<'_> {
    pub(super) fn expect_key(&mut self) -> Result<(), Broken> {
        match self.byte() {
            Some(b'"') => Ok(()),
            None => Err(self.ends("an object")),
            Some(b'}') => Err(self.wrong("A comma stands before the closing brace, which JSON does not allow")),
            Some(_) => Err(self.wrong("A key in quotes was expected here")),
        }
    }

    /// From behind a key to its value.
    #[inline]
    pub(super) fn after_key(&mut self) -> Result<(), Broken> {
        self.skip_space();
        match self.byte() {
            Some(b':') => self.at += 1,
            None => return Err(self.ends("an object")),
            Some(_) => return Err(self.wrong("A colon was expected after the key")),
        }
        // Most write one space here or none.
        self.at += usize::from(self.byte() == Some(b' '));
        self.skip_space();
        match self.byte() {
            Some(_) => Ok(()),
            None => Err(self.ends("an object")),
        }
    }

    pub(super) fn expect_element(&mut self) -> Result<(), Broken> {
        match self.byte() {
            Some(b']') => Err(self.wrong("A comma stands before the closing bracket, which JSON does not allow")),
            None => Err(self.ends("a list")),
            Some(_) => Ok(()),
        }
    }

    #[cold]
    pub(super) fn fail(&mut self, failure: Failure) -> Broken {
        self.failure.get_or_insert(failure);
        Broken
    }

    #[cold]
    pub(super) fn ends(&mut self, inside: &'static str) -> Broken {
        self.fail(Failure::Ends(inside))
    }

    #[cold]
    pub(super) fn wrong(&mut self, message: &str) -> Broken {
        let message = match self.bytes.get(self.at..) {
            Some([b'/', b'/' | b'*', ..]) => "A comment stands here, which JSON does not allow",
            _ => message,
        };
        self.fail(Failure::Wrong(self.at, message.to_owned()))
    }
}
