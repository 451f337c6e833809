//! Which IP addresses lie inside a machine or a private network.
//!
//! A page from outside must not make attache reach services that only this machine can: a router's menu, a database,
//! a cloud's metadata. So the check is on the address to connect to, not on the name.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is not one of the public internet, by IANA's registries of special-purpose addresses.
pub(super) fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !is_public_4(address),
        IpAddr::V6(address) => !is_public_6(address),
    }
}

/// Whether a host is on this machine or a private network, by its name alone (RFC 6761, RFC 6762, RFC 8375, and
/// ICANN's `internal`).
pub(super) fn is_local_name(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    ["localhost", "local", "localdomain", "internal", "home.arpa"]
        .iter()
        .any(|name| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

fn is_public_4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let own = matches!((a, b), (0 | 10 | 127, _) | (169, 254) | (172, 16..=31) | (192, 168));
    // Carrier-grade NAT, protocol assignments, 6to4 relays, benchmarks.
    let between = matches!((a, b, c), (100, 64..=127, _) | (192, 0, 0) | (192, 88, 99) | (198, 18 | 19, _));
    let documentation = matches!((a, b, c), (192, 0, 2) | (198, 51, 100) | (203, 0, 113));
    let multicast_or_reserved = a >= 224;
    !(own || between || documentation || multicast_or_reserved)
}

fn is_public_6(address: Ipv6Addr) -> bool {
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_4(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        // An address that embeds an IPv4 address (mapped, NAT64, 6to4) is as public as that one.
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => embedded(high, low),
        // Protocol assignments with Teredo and ORCHID, documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // The whole range assigned to the public; loopback, unique local, link-local, site-local and multicast
        // addresses, and the targets of a network's own NAT64, lie outside it.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_the_public_s_is_local() {
        for local in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.251",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::8.8.8.8",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:c0a8:101::",
            "3fff:1::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(is_local(local.parse().unwrap()), "{local}");
        }
    }

    #[test]
    fn what_is_the_public_s_is_not() {
        for public in [
            "1.1.1.1",
            "100.128.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.254",
            "::ffff:93.184.216.34",
            "64:ff9b::93.184.216.34",
            "2002:5db8:d822::1",
            "2001:4860:4860::8888",
            "2606:2800:220:1::1",
        ] {
            assert!(!is_local(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn some_names_are_local_whatever_they_resolve_to() {
        for local in ["localhost", "localhost.", "a.localhost", "printer.local", "metadata.google.internal"] {
            assert!(is_local_name(local), "{local}");
        }
        for other in ["example.org", "notlocalhost", "local.example.org", "thermal"] {
            assert!(!is_local_name(other), "{other}");
        }
    }
}
