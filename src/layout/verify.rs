//! Checks that a layout keeps its promises; used by tests on every fixture.
