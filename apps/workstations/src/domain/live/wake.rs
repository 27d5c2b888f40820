//! Wake-on-LAN: the packet that a sleeping network card waits for.

/// `aa:bb:cc:dd:ee:ff`, also with `-` or without anything between.
pub fn address(text: &str) -> Option<[u8; 6]> {
    let digits: String = text.trim().chars().filter(|c| !matches!(c, ':' | '-' | '.')).collect();
    let mut address = [0; 6];
    hex::decode_to_slice(digits, &mut address).ok()?;
    (address != [0; 6]).then_some(address)
}

/// Six bytes of ones, then the address sixteen times.
pub fn packet(address: [u8; 6]) -> Vec<u8> {
    let mut packet = vec![0xff; 6];
    packet.extend(address.iter().copied().cycle().take(16 * 6));
    packet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_holds_the_address_sixteen_times() {
        let expected = Some([0x0a, 0xbc, 0xde, 0x01, 0x02, 0x03]);
        for text in ["0a:bc:de:01:02:03", "0A-BC-DE-01-02-03", " 0abcde010203 ", "0abc.de01.0203"] {
            assert_eq!(address(text), expected, "{text}");
        }
        for wrong in ["", "0a:bc", "zz:bc:de:01:02:03", "00:00:00:00:00:00", "0a:bc:de:01:02:03:04"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
        let packet = packet([1, 2, 3, 4, 5, 6]);
        assert_eq!((packet.len(), &packet[96..]), (102, &[1, 2, 3, 4, 5, 6][..]));
    }
}
