//! A web server on loopback that answers as a test directs, and records its requests.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request to a server.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The path.
    pub path: String,
    /// The lines of the head after the first.
    pub lines: Vec<String>,
}

impl Asked {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.lines.iter().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// A server. Its threads end with the test's process.
pub struct Server {
    /// Its address.
    pub at: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Starts a server that lets `answer` write to each connection, after it has recorded the request.
    pub fn start(answer: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) -> Self {
        Self::accept(move |mut stream, noted| {
            if let Some(asked) = question(&mut stream, noted) {
                answer(&asked, &mut stream);
            }
        })
    }

    /// Starts a server that runs `serve` for each connection, on a thread of its own.
    fn accept(serve: impl Fn(TcpStream, &Mutex<Vec<Asked>>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let at = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (noted, serve) = (Arc::clone(&asked), Arc::new(serve));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (noted, serve) = (Arc::clone(&noted), Arc::clone(&serve));
                thread::spawn(move || serve(stream, &noted));
            }
        });
        Self { at, asked }
    }

    /// A server with a self-signed certificate.
    pub fn encrypted() -> Self {
        use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
        let certificate = CertificateDer::from(&include_bytes!("../fixtures/tls/nobody.cert.der")[..]);
        let key = PrivatePkcs8KeyDer::from(&include_bytes!("../fixtures/tls/nobody.key.der")[..]);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|c| {
                c.with_no_client_auth().with_single_cert(vec![certificate], PrivateKeyDer::Pkcs8(key))
            })
            .expect("the certificate has its key");
        let config = Arc::new(config);
        Self::accept(move |stream, noted| {
            let connection = rustls::ServerConnection::new(Arc::clone(&config)).expect("a connection");
            question(&mut rustls::StreamOwned::new(connection, stream), noted);
        })
    }

    /// A server that gives every request the same answer.
    pub fn fixed(bytes: Vec<u8>) -> Self {
        Self::start(move |_, stream| drop(stream.write_all(&bytes)))
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    /// The requests so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no answer panics").clone()
    }

    /// The requested paths so far.
    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }
}

/// Reads a request and records it.
fn question(stream: &mut dyn Read, noted: &Mutex<Vec<Asked>>) -> Option<Asked> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next()?.ok()?;
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let lines = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let asked = Asked { path, lines };
    noted.lock().expect("no answer panics").push(asked.clone());
    Some(asked)
}

/// An answer with a body and extra header lines.
pub fn answer(status: &str, content_type: &str, further: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\nConnection: close\r\n{further}\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// A typical page.
pub fn page(content_type: &str, body: &[u8]) -> Vec<u8> {
    answer("200 OK", content_type, "", body)
}

/// A redirect.
pub fn moved(to: &str) -> Vec<u8> {
    answer("302 Found", "text/plain", &format!("Location: {to}\r\n"), b"")
}
