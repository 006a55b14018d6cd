//! The site in this process, and people at it.

use crate::browser::{Browser, Driver};
use app::{App, Clock};
use estate::bodies::Channel;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use units::Moment;
use web::Site;

/// A running site with a clock of its own.
pub struct House {
    pub app: Arc<App>,
    pub clock: Clock,
    /// `127.0.0.1:8000`.
    pub address: String,
    driver: Driver,
    _stop: oneshot::Sender<()>,
    _data: Option<TempDir>,
}

impl House {
    /// A fresh deployment with nothing in it, at `now`; `None` (a counted skip) where there is no browser.
    pub async fn empty(test: &str, now: &str) -> Option<Self> {
        let driver = Driver::start(test).await?;
        let data = tempfile::tempdir().unwrap();
        let clock = Clock::set_to(Moment::parse(now).unwrap());
        let place = e2e::plant::Where { dir: data.path(), database_url: None };
        let app = Arc::new(App::new(e2e::plant::record(place).await, clock.clone()).unwrap());
        Some(Self::over(driver, app, clock, Some(data)).await)
    }

    /// The site over an application that stands already.
    pub async fn over(driver: Driver, app: Arc<App>, clock: Clock, data: Option<TempDir>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (stop, stopped) = oneshot::channel::<()>();
        let mut site = Site::new(app.clone());
        // Messages go out when a test runs the effects.
        site.channels = vec![Channel::Sms, Channel::Wechat, Channel::Email];
        let site = Arc::new(site);
        tokio::spawn(web::serve(site, listener, async {
            let _ = stopped.await;
        }));
        Self { app, clock, address, driver, _stop: stop, _data: data }
    }

    pub async fn browser(&self, name: &str) -> Browser {
        self.driver.browser(name, &format!("http://{}", self.address), &[], 16).await
    }

    /// The browser of somebody who had it set all text at twice the size.
    pub async fn browser_with_large_text(&self, name: &str) -> Browser {
        self.driver.browser(name, &format!("http://{}", self.address), &[], 32).await
    }

    pub fn set_clock(&self, at: &str) {
        self.clock.set(Moment::parse(at).unwrap());
    }
}
