//! Invented people. A name follows from a number, so that the same street is planted every time.

use estate::roll::RowOwner;

const SURNAMES: &[&str] = &[
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨", "朱", "秦", "许",
    "何", "吕", "施", "张", "孔", "曹", "严", "华", "金", "魏", "陶", "姜", "谢", "邹", "喻", "潘", "葛", "范", "彭",
    "鲁", "韦", "马", "方", "俞", "任", "袁", "柳", "唐", "薛", "雷", "贺", "倪", "汤", "罗", "郝", "邵", "毛", "汪",
];

const FIRST: &[&str] = &[
    "文", "志", "小", "建", "国", "秀", "美", "春", "永", "晓", "海", "玉", "丽", "明", "德", "桂", "家", "学", "素",
    "云", "新", "金", "雪", "宏", "思", "佩", "少", "立", "景",
];

const LAST: &[&str] = &[
    "华", "强", "芳", "军", "英", "平", "梅", "生", "兰", "林", "霞", "涛", "燕", "勇", "娟", "明", "珍", "龙", "琴",
    "清", "萍", "波", "宁", "杰", "红", "祥", "莲", "伟", "敏", "斌", "云",
];

/// A number that looks like no other of the same `seed`: what is drawn by lot here is drawn the same every time.
pub const fn lot(seed: u64, n: u64) -> u64 {
    let mut z =
        seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(n.wrapping_add(1).wrapping_mul(0xBF58_476D_1CE4_E5B9));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// `0..n` in the order of the lot.
pub fn shuffled(seed: u64, n: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|i| lot(seed, *i as u64));
    order
}

fn pick(list: &[&'static str], by: u64) -> &'static str {
    list[(by % list.len() as u64) as usize]
}

/// Invented name number `n`.
pub fn name(n: u64) -> String {
    let by = lot(17, n);
    let (surname, first, last) = (pick(SURNAMES, by), pick(FIRST, by >> 16), pick(LAST, by >> 32));
    if by >> 60 < 4 { format!("{surname}{last}") } else { format!("{surname}{first}{last}") }
}

/// Invented owner number `n`: the document tail is the number itself, so that namesakes are two people; nobody has a
/// telephone that begins with 000.
pub fn owner(n: u64) -> RowOwner {
    RowOwner { name: name(n), phone: Some(format!("000{n:08}")), id_tail: Some(format!("{n:04}")) }
}

/// An organisation; its telephone tells that the same name at another door is the same organisation.
pub fn organisation(name: &str) -> RowOwner {
    RowOwner { name: name.into(), phone: Some("00000000000".into()), id_tail: None }
}
