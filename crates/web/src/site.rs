//! The site: the application and how it is reached.

use crate::kept::Kept;
use crate::pictures::Pictures;
use crate::router::router;
use app::App;
use axum::serve::ListenerExt as _;
use estate::bodies::Channel;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use units::Capacity;

/// The site.
pub struct Site {
    /// The application.
    pub app: Arc<App>,
    /// The address people type, for codes on paper; where unset, what the request came by.
    pub base_url: Option<String>,
    /// Believe the proxy in front.
    pub behind_proxy: bool,
    /// The ways by which messages leave.
    pub channels: Vec<Channel>,
    /// What the 服务号 is called, where one is set up.
    pub wechat_name: Option<String>,
    /// Sign-ins shown on the first page: only a demo has any.
    pub demo: Vec<DemoSignIn>,
    /// Draws pictures for chat groups.
    pub pictures: Pictures,
    pub(crate) kept: Kept,
}

/// A sign-in of the demo.
#[derive(Clone, Debug)]
pub struct DemoSignIn {
    /// Which estate or street.
    pub place: String,
    /// As whom.
    pub capacity: Capacity,
    /// What is worth knowing beside: a word of `front-demo-about-…`.
    pub about: Option<String>,
    /// Sign-in name.
    pub login: String,
    /// Password.
    pub password: String,
}

impl Site {
    /// A site over an application.
    #[must_use]
    pub fn new(app: Arc<App>) -> Self {
        Self {
            app,
            base_url: None,
            behind_proxy: false,
            channels: Vec::new(),
            wechat_name: None,
            demo: Vec::new(),
            pictures: Pictures::default(),
            kept: Kept::default(),
        }
    }

    /// Whether a message reaches a telephone: only then is a code to it offered.
    #[must_use]
    pub fn sends_sms(&self) -> bool {
        self.channels.contains(&Channel::Sms)
    }
}

/// Serves until `stop` is ready, then lets requests under way finish.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    site: Arc<Site>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let listener = listener.tap_io(|socket| {
        // Answers are small and whole: waiting to fill a packet only makes people wait.
        let _ = socket.set_nodelay(true);
    });
    let service = router(site).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
