//! Child processes that tests start and kill.

use std::process::Child;

/// A child that does not outlive its owner, however that ends.
#[derive(Debug)]
pub struct Mortal(pub Child);

impl Mortal {
    /// SIGKILL, and waits for the end.
    ///
    /// # Panics
    /// When it cannot be killed or waited for.
    pub fn kill(&mut self) {
        self.0.kill().unwrap_or_else(|error| panic!("kill: {error}"));
        let _how = self.0.wait().unwrap_or_else(|error| panic!("wait: {error}"));
    }
}

impl Drop for Mortal {
    fn drop(&mut self) {
        let _gone_already = self.0.kill();
        let _how = self.0.wait();
    }
}
