//! The ways out, as the command line sets them.

use crate::cli::Messages;
use crate::open::Failure;
use app::Adapter;
use courier::{Files, Hook, Mail};
use estate::bodies::Channel;
use std::path::Path;
use std::sync::Arc;

/// An adapter for every way that is set: a gateway or a mail server, else the folder.
pub fn adapters(set: &Messages) -> Result<Vec<Arc<dyn Adapter>>, Failure> {
    let mut found: Vec<Arc<dyn Adapter>> = Vec::new();
    for channel in [Channel::Sms, Channel::Wechat, Channel::Email] {
        let gateway = match channel {
            Channel::Sms => set.sms_gateway.as_deref(),
            Channel::Wechat => set.wechat_gateway.as_deref(),
            Channel::Email | Channel::Letter => None,
        };
        match (gateway, set.smtp.as_deref().filter(|_| channel == Channel::Email), &set.outbox) {
            (Some(url), ..) => {
                let secret = secret(set.gateway_secret.as_deref(), "YIHE_GATEWAY_SECRET")?;
                let secret = secret.ok_or("a gateway needs a secret: --gateway-secret FILE or YIHE_GATEWAY_SECRET")?;
                found.push(Arc::new(Hook::new(channel, url, secret.as_bytes())?));
            }
            (None, Some(server), _) => {
                let password = secret(set.smtp_password.as_deref(), "YIHE_SMTP_PASSWORD")?;
                let from = set.mail_from.as_deref().unwrap_or_default();
                found.push(Arc::new(Mail::new(server, password, from)?));
            }
            (None, None, Some(folder)) => {
                let files = Files::new(folder, channel).map_err(|e| format!("`{}`: {e}", folder.display()))?;
                found.push(Arc::new(files));
            }
            (None, None, None) => {}
        }
    }
    Ok(found)
}

/// From a file, else from the environment; the line's end is not part of it.
fn secret(file: Option<&Path>, variable: &str) -> Result<Option<String>, Failure> {
    let text = match file {
        Some(file) => Some(std::fs::read_to_string(file).map_err(|e| format!("`{}`: {e}", file.display()))?),
        None => std::env::var(variable).ok(),
    };
    Ok(text.map(|t| t.trim_end_matches(['\r', '\n']).to_owned()).filter(|t| !t.is_empty()))
}
