//! One request to one server. Only this file and the tests use the network.

use std::fmt;
use std::io;
use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error, Proxy, Timeout};

use super::address::Address;
use super::trouble::Trouble;
use super::{Answer, Limits, Validators, local, time};
use crate::text::sanitise_line;

/// The media types to ask for, in order of preference.
const ACCEPT: &str = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,\
    application/feed+json,application/xml;q=0.9,text/plain;q=0.9,*/*;q=0.8";

/// Sends requests. Keeps connections open for a while, and nothing else: it has no cookies and sends no referrer.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    limits: Limits,
}

impl Client {
    /// A client that uses the environment's proxy, if there is one.
    pub fn new(limits: &Limits, allow_local: bool) -> Result<Self, Trouble> {
        let proxy = proxy()?;
        let config = Config::builder()
            .user_agent(concat!("attache/", env!("CARGO_PKG_VERSION")))
            .accept(ACCEPT)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .timeout_recv_response(Some(limits.first_byte))
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
            .proxy(proxy.clone())
            .build();
        let guard =
            Guard { allow_local, proxy: proxy.map(|p| p.uri().clone()), inner: DefaultResolver::default() };
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
        Ok(Self { agent, limits: limits.clone() })
    }

    /// Requests an address, within that time including the body. With the validators of an earlier answer, asks
    /// only for changes.
    pub fn ask(&self, address: &Address, known: &Validators, within: Duration) -> Result<Answer, Trouble> {
        let mut request = self.agent.get(address.to_string());
        for (name, value) in [("If-None-Match", &known.etag), ("If-Modified-Since", &known.last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let response = request.config().timeout_global(Some(within)).build().call();
        let response = response.map_err(|error| self.explain(address, &error))?;
        let header = |name: &str| {
            // Some servers write addresses in plain UTF-8.
            response.headers().get(name).map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned())
        };
        // Any coding left here was not asked for and is not undone.
        let coding = header("Content-Encoding").filter(|c| !c.trim().eq_ignore_ascii_case("identity"));
        if let Some(coding) = coding.filter(|_| response.status().is_success()) {
            let coding = sanitise_line(&coding, 40);
            return Err(Trouble::lasting(format!(
                "it is compressed as “{coding}”, which was not asked for."
            )));
        }
        let control = header("Cache-Control").unwrap_or_default().to_ascii_lowercase();
        let length = header("Content-Length").and_then(|l| l.trim().parse().ok());
        Ok(Answer {
            status: response.status().as_u16(),
            location: header("Location"),
            validators: Validators { etag: header("ETag"), last_modified: header("Last-Modified") },
            content_type: header("Content-Type"),
            unkept: control.contains("no-store"),
            fresh_for: time::max_age(&control),
            retry_after: header("Retry-After").and_then(|after| time::retry_after(&after, SystemTime::now())),
            length,
            body: Box::new(response.into_body().into_reader()),
        })
    }

    /// The trouble of a body that broke off.
    pub fn interrupted(&self, address: &Address, error: io::Error) -> Trouble {
        self.explain(address, &Error::from(error))
    }

    /// Explains an error of the client.
    fn explain(&self, address: &Address, error: &Error) -> Trouble {
        let host = &address.host;
        let within = |limit: Duration| format!("within {} seconds", limit.as_secs_f32());
        let clean = || said(error);
        match error {
            Error::HostNotFound => Trouble::passing(format!(
                "the host {host} was not found; check the address, and whether there is a network."
            )),
            Error::Other(inner) if inner.is::<Local>() => {
                Trouble::lasting(format!("{inner}; --allow-local permits that."))
            }
            Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
                let limit = within(self.limits.connect);
                Trouble::passing(format!(
                    "{host} could not be reached {limit}; --timeout SECONDS waits longer."
                ))
            }
            Error::Timeout(Timeout::SendRequest | Timeout::RecvResponse) => {
                let limit = within(self.limits.first_byte);
                Trouble::passing(format!("{host} did not answer {limit}; --timeout SECONDS waits longer."))
            }
            Error::Timeout(_) => {
                let limit = within(self.limits.whole);
                Trouble::passing(format!("it did not arrive {limit}; --timeout SECONDS waits longer."))
            }
            Error::Io(e) if e.kind() == io::ErrorKind::ConnectionRefused => {
                Trouble::passing(format!("{host} refuses connections."))
            }
            Error::Io(e) if is_broken(e.kind()) => broken(host),
            Error::BodyStalled => broken(host),
            Error::ConnectionFailed | Error::Io(_) if !is_of_tls(&clean()) => {
                Trouble::passing(format!("{host} could not be reached; the system says: {}.", clean()))
            }
            Error::ConnectProxyFailed(_) | Error::InvalidProxyUrl => {
                Trouble::passing(format!("the proxy refuses to connect: {}.", clean()))
            }
            Error::Decompress(..) => Trouble::lasting("its compression is damaged."),
            Error::Http(_) | Error::Protocol(_) | Error::LargeResponseHeader(..) => {
                Trouble::lasting(format!("{host} does not answer as a web server does ({}).", clean()))
            }
            _ => Trouble::lasting(format!("the connection to {host} is not secure: {}.", insecure(&clean()))),
        }
    }
}

/// The error's own words, without a full stop.
fn said(error: &Error) -> String {
    let text = match error {
        Error::Io(error) => error.to_string(),
        other => other.to_string(),
    };
    sanitise_line(text.trim_start_matches("rustls: ").trim_end_matches('.'), 200)
}

/// Explains a certificate error and its likely cause.
fn insecure(said: &str) -> &str {
    const FAULTS: [(&str, &str); 5] = [
        ("UnknownIssuer", "nobody whom this system trusts has signed its certificate"),
        ("CaUsedAsEndEntity", "nobody whom this system trusts has signed its certificate"),
        ("xpired", "its certificate has expired, or this machine's clock is wrong"),
        ("NotValidForName", "its certificate is that of another host"),
        ("evoked", "its certificate was revoked"),
    ];
    let known = FAULTS.iter().find(|(mark, _)| said.contains(mark) || said.contains(&mark.to_lowercase()));
    known.map_or(said, |(_, words)| words)
}

fn is_broken(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(kind, UnexpectedEof | ConnectionReset | ConnectionAborted | BrokenPipe)
}

fn broken(host: &str) -> Trouble {
    Trouble::passing(format!("{host} broke off before all of it was there; try again."))
}

/// Whether an error is about TLS, which the library does not always tell by type.
fn is_of_tls(text: &str) -> bool {
    ["certificate", "tls", "rustls", "HandshakeFailure"].iter().any(|word| text.contains(word))
}

/// The environment's proxy. One that cannot be parsed must not be ignored: the user may have reasons not to be seen
/// elsewhere.
fn proxy() -> Result<Option<Proxy>, Trouble> {
    const VARIABLES: [&str; 6] =
        ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
    let named = VARIABLES.iter().find(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()));
    match (Proxy::try_from_env(), named) {
        (None, Some(name)) => Err(Trouble::lasting(format!(
            "{name} names no proxy that attache understands; write it as http://host:port or socks5h://host:port."
        ))),
        (proxy, _) => Ok(proxy),
    }
}

/// Resolves names and rejects local addresses, except the proxy's. The connection uses the resolved address itself,
/// so a name that later resolves differently gains nothing.
#[derive(Debug)]
struct Guard {
    allow_local: bool,
    proxy: Option<Uri>,
    inner: DefaultResolver,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let all = self.inner.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })?;
        if self.allow_local || self.proxy.as_ref() == Some(uri) {
            return Ok(all);
        }
        // One local address among others is enough to refuse: no honest name has both.
        match all.iter().find(|address| local::is_local(address.ip())) {
            Some(address) => {
                let host = uri.host().unwrap_or_default().to_owned();
                Err(Error::Other(Box::new(Local { host, number: address.ip() })))
            }
            None => Ok(all),
        }
    }
}

/// The host is local.
#[derive(Debug)]
struct Local {
    host: String,
    number: IpAddr,
}

impl fmt::Display for Local {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} is {}, an address inside a machine or a network", self.host, self.number)
    }
}

impl std::error::Error for Local {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_that_may_be_asked_for_can_be() {
        let all: String = (' '..='\u{17f}').collect();
        let address = Address::parse(&format!("https://example.org/{all}")).unwrap().to_string();
        assert_eq!(address.parse::<Uri>().unwrap().to_string(), address);
        let all = all.replace('#', "");
        let address = Address::parse(&format!("https://example.org/a?{all}")).unwrap().to_string();
        assert_eq!(address.parse::<Uri>().unwrap().to_string(), address);
    }

    #[test]
    fn a_name_that_means_a_local_number_is_refused_when_it_is_looked_up() {
        let guard = |allow_local, proxy: Option<&str>| Guard {
            allow_local,
            proxy: proxy.map(|p| p.parse().unwrap()),
            inner: DefaultResolver::default(),
        };
        let resolve = |guard: &Guard, uri: &str| {
            guard.resolve(&uri.parse().unwrap(), &Config::default(), NextTimeout::default())
        };
        for uri in
            ["http://localhost/", "http://127.0.0.1:8080/x", "http://[::1]/", "http://[::ffff:10.0.0.1]/"]
        {
            assert!(
                matches!(resolve(&guard(false, None), uri), Err(Error::Other(e)) if e.is::<Local>()),
                "{uri}"
            );
            assert!(resolve(&guard(true, None), uri).is_ok(), "{uri}");
        }
        let proxied = guard(false, Some("http://127.0.0.1:3128"));
        assert!(resolve(&proxied, "http://127.0.0.1:3128").is_ok());
        assert!(resolve(&proxied, "http://127.0.0.1:3129").is_err());
        assert!(resolve(&guard(false, None), "http://1.1.1.1/").is_ok());
    }
}
