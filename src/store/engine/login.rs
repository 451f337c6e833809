//! The login to a PostgreSQL server, and the check that it is the intended one.
//!
//! Passwords come from the address, `PGPASSWORD` or libpq's password file (`PGPASSFILE`, `~/.pgpass`), as in `psql`. They
//! are never shown or stored.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use postgres::Config;
use postgres::config::{Host, SslMode};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::store::Trouble;

/// How long a server may take to answer a call, and a network to deliver a packet.
const PATIENCE: Duration = Duration::from_secs(10);

/// A parsed address.
pub(super) struct Login {
    pub config: Config,
    pub tls: MakeRustlsConnect,
    /// The address without password and parameters.
    pub shown: String,
}

impl Login {
    /// From `postgres://user@host/database`, with the parameters of libpq's addresses.
    pub fn new(address: &str) -> Result<Self, Trouble> {
        let (base, parameters) = address.split_once('?').unwrap_or((address, ""));
        let (mut kept, mut roots, mut must_encrypt) = (Vec::new(), None, false);
        for parameter in parameters.split('&').filter(|parameter| !parameter.is_empty()) {
            match parameter.split_once('=') {
                // With TLS the server's identity is always verified.
                Some(("sslmode", "verify-ca" | "verify-full")) => must_encrypt = true,
                Some(("sslrootcert", path)) => roots = Some(PathBuf::from(path)),
                _ => kept.push(parameter),
            }
        }
        let clean = if kept.is_empty() { base.to_owned() } else { format!("{base}?{}", kept.join("&")) };
        let mut config: Config = clean.parse().map_err(|error| Trouble::Other(chain(&error)))?;
        if must_encrypt {
            config.ssl_mode(SslMode::Require);
        }
        complete(&mut config);
        let shown = shown(&config);
        Ok(Self { tls: MakeRustlsConnect::new(tls(roots)?), shown, config })
    }
}

/// Fills in what the address leaves open, as libpq does, and the timeouts.
fn complete(config: &mut Config) {
    let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    if config.get_user().is_none() {
        let user = said("PGUSER").or_else(|| said("USER")).or_else(|| said("LOGNAME"));
        if let Some(user) = user {
            config.user(&user);
        }
    }
    if config.get_password().is_none() {
        let password = said("PGPASSWORD").or_else(|| password_of(config));
        if let Some(password) = password {
            config.password(password);
        }
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(PATIENCE);
    }
    // A network that is cut while the server works is noticed within half a minute.
    config.keepalives_idle(PATIENCE).keepalives_interval(Duration::from_secs(5)).keepalives_retries(3);
    config.application_name("attache");
}

/// The address for display.
fn shown(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "localhost".to_owned(),
    };
    let user = config.get_user().map(|user| format!("{user}@")).unwrap_or_default();
    let name = config.get_dbname().or(config.get_user()).unwrap_or_default();
    format!("postgres://{user}{host}/{name}")
}

/// The password for a server in libpq's file; none if others may read the file.
fn password_of(config: &Config) -> Option<String> {
    let said = std::env::var_os("PGPASSFILE").filter(|path| !path.is_empty()).map(PathBuf::from);
    let path = said.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".pgpass")))?;
    if fs::metadata(&path).ok()?.permissions().mode() & 0o077 != 0 {
        return None;
    }
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        Some(Host::Unix(_)) | None => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let user = config.get_user()?;
    let name = config.get_dbname().unwrap_or(user);
    fs::read_to_string(path).ok()?.lines().find_map(|line| password_in(line, [&host, &port, name, user]))
}

/// The password in a line, if the line is for that host, port, database and user.
fn password_in(line: &str, about: [&str; 4]) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => fields.last_mut()?.extend(chars.next()),
            ':' if fields.len() < 5 => fields.push(String::new()),
            c => fields.last_mut()?.push(c),
        }
    }
    let password = if fields.len() == 5 { fields.pop()? } else { return None };
    fields.iter().zip(about).all(|(field, about)| field == "*" || field == about).then_some(password)
}

/// TLS that verifies servers by the certificates in a file, or by those that the system trusts.
fn tls(roots: Option<PathBuf>) -> Result<ClientConfig, Trouble> {
    let wrong = |what: &dyn std::fmt::Display| Trouble::Other(format!("TLS cannot be set up: {what}"));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(&error))?;
    let Some(path) = roots else {
        let builder = builder.with_platform_verifier().map_err(|error| wrong(&error))?;
        return Ok(builder.with_no_client_auth());
    };
    let mut store = RootCertStore::empty();
    let all = CertificateDer::pem_file_iter(&path)
        .map_err(|error| wrong(&format!("{}: {error}", path.display())))?;
    for certificate in all {
        let certificate = certificate.map_err(|error| wrong(&error))?;
        store.add(certificate).map_err(|error| wrong(&error))?;
    }
    Ok(builder.with_root_certificates(store).with_no_client_auth())
}

/// An error with its causes.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut all = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_text = cause.to_string();
        if !all.contains(&cause_text) {
            all.push_str(": ");
            all.push_str(&cause_text);
        }
        next = cause.source();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown() {
        let login = Login::new("postgres://wire:s3cret@db.example:5433/desk?sslmode=verify-full").unwrap();
        assert_eq!(login.shown, "postgres://wire@db.example/desk");
        assert_eq!(login.config.get_password(), Some(&b"s3cret"[..]));
        assert_eq!(login.config.get_ssl_mode(), SslMode::Require);
        let wrong = Login::new("postgres://wire:s3cret@db.example/desk?ssl=1").err().unwrap();
        assert!(!format!("{wrong:?}").contains("s3cret"), "{wrong:?}");
    }

    #[test]
    fn a_line_of_the_password_file_is_for_one_server() {
        let about = ["db.example", "5432", "desk", "wire"];
        assert_eq!(password_in(r"db.example:*:desk:wire:a\:b\\c", about).as_deref(), Some(r"a:b\c"));
        assert_eq!(password_in("*:*:*:other:x", about), None);
        assert_eq!(password_in("#*:*:*:*:x", about), None);
        assert_eq!(password_in("db.example:5432", about), None);
    }
}
