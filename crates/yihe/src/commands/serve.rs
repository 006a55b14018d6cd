//! `yihe serve`: the server, until it is told to stop.

use crate::cli::{Listen, Messages, Serve};
use crate::messages::adapters;
use crate::open::{Failure, app};
use ::app::{App, Teller};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use web::{DemoSignIn, Pictures, Site};

/// How often the server looks for what the clock has decided.
const DUE_EVERY: Duration = Duration::from_secs(5);

pub async fn run(args: Serve) -> Result<(), Failure> {
    let app = app(&args.data).await?;
    let first = app.first_link().await?;
    let listening = listen(&args.listen).await?;
    if let Some(code) = first {
        // Printed and not logged: whoever holds it becomes the first administrator.
        println!("The first administrator is made here, once: {}/setup/{code}", listening.origin);
    }
    serve(app, listening, args.listen, &args.messages, Vec::new()).await
}

/// A bound address and how people reach it.
pub struct Listening {
    listener: TcpListener,
    /// As typed into a browser.
    pub origin: String,
}

/// Binds before anything slow: a taken port is said at once.
pub async fn listen(args: &Listen) -> Result<Listening, Failure> {
    let listener = TcpListener::bind(args.listen).await.map_err(|e| format!("{}: {e}", args.listen))?;
    let origin = match &args.base_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://{}", listener.local_addr()?),
    };
    Ok(Listening { listener, origin })
}

/// Serves the site, with its clock and its messages, until SIGINT or SIGTERM.
pub async fn serve(
    app: Arc<App>,
    listening: Listening,
    args: Listen,
    messages: &Messages,
    demo: Vec<DemoSignIn>,
) -> Result<(), Failure> {
    let say = web::tell::words(args.base_url.is_some().then(|| listening.origin.clone()));
    let adapters = adapters(messages)?;
    let due = tokio::spawn({
        let app = app.clone();
        async move { app.due_loop(DUE_EVERY).await }
    });
    // A lane each: a code waits for no digest, and mail for no gateway.
    let tell = |teller: Teller| {
        let app = app.clone();
        tokio::spawn(async move { app.tell_loop(&teller).await })
    };
    let lanes: Vec<_> = adapters.iter().flat_map(|a| Teller::lanes(a, &say)).map(tell).collect();
    let mut site = Site::new(app.clone());
    site.base_url = args.base_url.is_some().then(|| listening.origin.clone());
    site.behind_proxy = args.behind_proxy;
    site.demo = demo;
    if let Some(folder) = &args.fonts {
        site.pictures = Pictures::with_fonts_of(folder);
    }
    site.channels = adapters.iter().map(|a| a.channel()).collect();
    site.wechat_name.clone_from(&messages.wechat_name);
    if !site.pictures.can_draw() {
        println!(
            "No Chinese font found: pictures for chat groups are off. Install Noto Sans CJK (Debian: fonts-noto-cjk), or name its folder with --fonts."
        );
    }
    println!("Yihe 一核 {} at {}", env!("CARGO_PKG_VERSION"), listening.origin);
    web::serve(Arc::new(site), listening.listener, told_to_stop()).await?;
    due.abort();
    lanes.iter().for_each(tokio::task::JoinHandle::abort);
    app.rest().await;
    Ok(())
}

async fn told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
