//! Who belongs together: bidders that share a phone, an address, a legal representative, a bank account, a device or the
//! author of a document. Identifiers come hashed and are only compared. Exact, and each link can be shown.

use std::collections::BTreeMap;

/// A group of bidders held together by identifiers they share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The bidders, lowest first.
    pub bidders: Vec<u32>,
    /// The links that hold them together: identifier, and two who share it. One fewer than there are bidders.
    pub links: Vec<(String, u32, u32)>,
}

/// Groups of two and more among `bidders`, from pairs of a bidder and an identifier.
#[must_use]
pub fn related(bidders: u32, identifiers: &[(u32, String)]) -> Vec<Related> {
    let mut parents: Vec<u32> = (0..bidders).collect();
    let mut first: BTreeMap<&str, u32> = BTreeMap::new();
    let mut links = Vec::new();
    for (bidder, identifier) in identifiers.iter().filter(|(b, _)| *b < bidders) {
        let other = *first.entry(identifier).or_insert(*bidder);
        let (a, b) = (root(&mut parents, other), root(&mut parents, *bidder));
        if a != b {
            // The lower number leads, so the order of a file does not show.
            parents[a.max(b) as usize] = a.min(b);
            links.push((identifier.clone(), other, *bidder));
        }
    }
    let mut groups: BTreeMap<u32, Related> = BTreeMap::new();
    for bidder in 0..bidders {
        let lead = root(&mut parents, bidder);
        let group = groups.entry(lead).or_insert_with(|| Related { bidders: Vec::new(), links: Vec::new() });
        group.bidders.push(bidder);
    }
    for link in links {
        let lead = root(&mut parents, link.1);
        groups.entry(lead).and_modify(|group| group.links.push(link));
    }
    groups.into_values().filter(|group| group.bidders.len() > 1).collect()
}

/// The lead of a bidder's group; the way there is shortened.
fn root(parents: &mut [u32], mut at: u32) -> u32 {
    while parents[at as usize] != at {
        parents[at as usize] = parents[parents[at as usize] as usize];
        at = parents[at as usize];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_hold_together_and_every_link_is_shown() {
        let say = |bidder: u32, id: &str| (bidder, id.to_owned());
        let found = related(6, &[say(4, "phone"), say(2, "phone"), say(2, "bank"), say(5, "bank"), say(0, "own")]);
        let link = |id: &str, a, b| (id.to_owned(), a, b);
        assert_eq!(found, [Related { bidders: vec![2, 4, 5], links: vec![link("phone", 4, 2), link("bank", 2, 5)] }]);
        assert!(related(3, &[say(9, "far"), say(1, "far")]).is_empty());
    }
}
