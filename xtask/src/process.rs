//! Programs that run beside this one.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    process::{Child, Command, ExitStatus},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

/// A program that ends when this value does.
pub struct Background {
    name: String,
    child: Child,
}

impl Background {
    /// Starts a program.
    pub fn start(name: &str, command: &mut Command) -> Result<Self> {
        let child = command.spawn().with_context(|| format!("{name} did not start"))?;
        Ok(Self { name: name.to_owned(), child })
    }

    /// Waits until a condition holds.
    ///
    /// # Errors
    /// If the program ends before, or the time is up.
    pub fn until(&mut self, limit: Duration, what: &str, mut holds: impl FnMut() -> bool) -> Result<()> {
        let started = Instant::now();
        while !holds() {
            if let Some(status) = self.ended()? {
                bail!("{} ended ({status}) before {what}", self.name);
            }
            if started.elapsed() > limit {
                bail!("{} took more than {} s: {what}", self.name, limit.as_secs());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Waits until an address is answered, whatever the answer: a server may listen before it has anything to say.
    pub fn until_answering(&mut self, address: SocketAddr) -> Result<()> {
        let url = format!("http://{address}/");
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        self.until(Duration::from_mins(2), &format!("answering at {address}"), || agent.get(&url).call().is_ok())
    }

    /// Gives the program a moment to end by itself, having been told to by other means.
    pub fn let_end(&mut self) {
        let _ = self.until(Duration::from_secs(3), "ending", || false);
    }

    /// How the program ended, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address of this machine at which nothing listens.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
