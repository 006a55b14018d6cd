#!/usr/bin/env python3
"""Checks a Yihe (一核) receipt, export or whole file (卷宗) without any code of Yihe's.

    python3 check_receipt.py FILE [--anchor SEQ:ROOT] [--key DIGITS]

FILE      what “receipt file” or “the whole file” on a page, or `yihe export proof|record|file` gave.
--anchor  a head from a printed notice: how many entries, and the first 16 or more digits of the root.
--key     the first 16 or more digits of the public key as printed; else the key in the file is believed.

Needs Python 3.8 and the package `cryptography` (Debian: python3-cryptography). Exit code 0: everything holds; 1: not.

The files
  A receipt is one JSON object: {"format": "yihe proof 1", "deployment", "public_key", "stream", "seq", "entry", "path",
  "head"}. An export is lines of JSON: first {"format": "yihe export 1", "deployment", "public_key", "stream", "head"},
  then one {"entry"} for each entry of the record, in order.
  "entry" holds the exact text that is hashed, itself a JSON object: {"format": 1, "stream", "seq", "at", "actor",
  "capacity", "command", "kind", "version", "nonce", "body"}. Names and choices are not in it, only commitments to them.
  A whole file is a ZIP. Its index.json lists every other member with its SHA-256; those with an "entry" have that digest
  in the body of this entry, whose proof lies in proofs/. All proofs are of one head.
  "head" is {"seq", "root", "at", "algorithm": "ed25519", "signature"}: the root of the tree over the first "seq"
  entries, signed. Digests, keys and signatures are lower-case hexadecimal digits.

What holds
  leaf = SHA-256(00 ‖ entry), node = SHA-256(01 ‖ left ‖ right), the tree of RFC 9162; "path" leads from the leaf of entry
  "seq" (the first is 1) to the root. The signature is Ed25519 over these six lines, each ended by a line feed:
      yihe head 1 · deployment · stream · head.seq · head.root · head.at
"""

import argparse
import hashlib
import json
import re
import sys
import zipfile

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("缺少 Python 包 cryptography。The Python package `cryptography` is missing.")


class Wrong(Exception):
    """What does not hold, in Chinese and English."""


def need(holds, zh, en):
    if not holds:
        raise Wrong(f"{zh} {en}")


def read(text, *fields):
    """A JSON object with exactly these fields, none twice."""
    pairs = json.loads(text, object_pairs_hook=list) if isinstance(text, str) else text
    need(sorted(name for name, _ in pairs) == sorted(fields), "文件的栏目不对。", "The file has other fields.")
    return dict(pairs)


def digits(text, length):
    need(isinstance(text, str) and re.fullmatch(f"[0-9a-f]{{{length}}}", text), "有一处不是十六进制数字。",
         f"There should be {length} hexadecimal digits.")
    return bytes.fromhex(text)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def signed_head(file):
    """The head of a file, its signature checked."""
    head = read(file["head"], "seq", "root", "at", "algorithm", "signature")
    need(head["algorithm"] == "ed25519", "不认识的签名算法。", "The signature algorithm is not known.")
    need(type(head["seq"]) is int, "条数不是数字。", "The number of entries is no number.")
    digits(file["deployment"], 32), digits(head["root"], 64)
    lines = ["yihe head 1", file["deployment"], file["stream"], head["seq"], head["root"], head["at"]]
    message = "".join(f"{line}\n" for line in lines).encode()
    try:
        key = Ed25519PublicKey.from_public_bytes(digits(file["public_key"], 64))
        key.verify(digits(head["signature"], 128), message)
    except (InvalidSignature, ValueError):
        raise Wrong("签名不对：这个总摘要不是用文件里的公钥签的。The head is not signed by the key in the file.")
    return head


def leaf_of(entry, stream, seq):
    need(isinstance(entry, str), "记录不是文本。", "The entry is no text.")
    said = read(entry, "format", "stream", "seq", "at", "actor", "capacity", "command", "kind", "version", "nonce", "body")
    need((said["stream"], said["seq"]) == (stream, seq), f"第 {seq} 条记录自称在别处。", f"Entry {seq} names another place.")
    return sha(b"\0", entry.encode())


def climb(leaf, index, size, path):
    """The root that a path of RFC 9162 leads to (2.1.3.2)."""
    node, last = leaf, size - 1
    for sibling in path:
        need(last > 0, "证明路径太长。", "The path is too long.")
        if index & 1 or index == last:
            node = sha(b"\1", sibling, node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = sha(b"\1", node, sibling)
        index, last = index >> 1, last >> 1
    need(last == 0, "证明路径太短。", "The path is too short.")
    return node.hex()


def root_of(leaves):
    """The root of the tree over these leaves: the left part is the largest power of two below the whole."""
    if len(leaves) == 1:
        return leaves[0]
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1", root_of(leaves[:left]), root_of(leaves[left:]))


def check_receipt(text, quiet=False):
    file = read(text, "format", "deployment", "public_key", "stream", "seq", "entry", "path", "head")
    need(file["format"] == "yihe proof 1", "不认识的格式。", "The format is not known.")
    head, seq = signed_head(file), file["seq"]
    need(type(seq) is int and 1 <= seq <= head["seq"], "编号不在记录里。", "The number is not in the record.")
    leaf = leaf_of(file["entry"], file["stream"], seq)
    need(climb(leaf, seq - 1, head["seq"], [digits(p, 64) for p in file["path"]]) == head["root"],
         "这条记录不在签过名的记录里。", "The entry is not in the record that was signed.")
    quiet or print(f"第 {seq} 条记录在签过名的 {head['seq']} 条记录里。Entry {seq} is among the {head['seq']} that were signed.")
    return file, {head["seq"]: head["root"]}


def check_export(lines, wanted):
    file = read(lines[0], "format", "deployment", "public_key", "stream", "head")
    need(file["format"] == "yihe export 1", "不认识的格式。", "The format is not known.")
    head = signed_head(file)
    leaves = [leaf_of(read(line, "entry")["entry"], file["stream"], n) for n, line in enumerate(lines[1:], 1)]
    need(len(leaves) == head["seq"] > 0, f"文件有 {len(leaves)} 条，签名说有 {head['seq']} 条。",
         f"The file has {len(leaves)} entries, {head['seq']} were signed.")
    need(root_of(leaves).hex() == head["root"], "记录和签过名的总摘要对不上。", "The entries are not those that were signed.")
    print(f"全部 {len(leaves)} 条记录就是签过名的那些。All {len(leaves)} entries are those that were signed.")
    return file, {seq: root_of(leaves[:seq]).hex() for seq in wanted if 1 <= seq <= len(leaves)}


def check_file(path):
    """A whole file: nothing added, lost or changed, and what entries name is what they name."""
    with zipfile.ZipFile(path) as packed:
        index = json.loads(packed.read("index.json"))
        need(index["format"] == "yihe file 1", "不认识的格式。", "The format is not known.")
        names = packed.namelist()
        need(sorted(names) == sorted([m["path"] for m in index["members"]] + ["index.json"]),
             "文件和目录对不上：有多的或者少的。", "Members were added or are missing.")
        for member in index["members"]:
            need(sha(packed.read(member["path"])).hex() == member["sha256"], f"{member['path']} 改动过。",
                 f"{member['path']} was changed.")
        proofs, first = {}, None
        for name in names:
            if name.startswith("proofs/"):
                file, _ = check_receipt(packed.read(name).decode(), quiet=True)
                same = {key: file[key] for key in ("deployment", "public_key", "stream", "head")}
                need(first in (None, same), "几份证明不是同一个总摘要的。", "The proofs are not of one head.")
                first = same
                proofs[file["seq"]] = dict(json.loads(file["entry"]))
    need(first is not None, "里面没有证明。", "There is no proof in it.")
    head = dict(first["head"])
    said = {key: index[key] for key in ("deployment", "public_key", "stream")}
    need(all(first[key] == said[key] for key in said) and all(head[k] == index["head"][k] for k in ("seq", "root", "at")),
         "目录写的总摘要不是证明的那个。", "The index names another head than the proofs.")
    proved = [m for m in index["members"] if m["entry"] is not None]
    for member in proved:
        need(member["entry"] in proofs and holds(proofs[member["entry"]]["body"], member["sha256"]),
             f"第 {member['entry']} 条记录里不是这个 {member['path']}。", f"Entry {member['entry']} names another {member['path']}.")
    print(f"{len(index['members'])} 个文件一个没少、没改，其中 {len(proved)} 个的摘要写在记录里。"
          f"All {len(index['members'])} members are whole; the digests of {len(proved)} stand in the record.")
    return dict(first), {head["seq"]: head["root"]}


def holds(value, digest):
    """Whether a JSON value holds this digest as its own `digest` somewhere."""
    if isinstance(value, dict):
        return value.get("digest") == digest or any(holds(v, digest) for v in value.values())
    return isinstance(value, list) and any(holds(v, digest) for v in value)


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("file")
    ask.add_argument("--anchor", action="append", default=[], metavar="SEQ:ROOT")
    ask.add_argument("--key", metavar="DIGITS")
    asked = ask.parse_args()
    try:
        anchors = [re.sub(r"[\s,]", "", anchor).lower() for anchor in asked.anchor]
        need(all(re.fullmatch("[0-9]+:[0-9a-f]{16,64}", a) for a in anchors), "总摘要要写成“条数:16 位以上数字”。",
             "Write an anchor as SEQ:ROOT, with 16 or more digits of the root.")
        anchors = [(int(seq), root) for seq, root in (a.split(":") for a in anchors)]
        if zipfile.is_zipfile(asked.file):
            file, roots = check_file(asked.file)
        else:
            with open(asked.file, encoding="utf-8", newline="\n") as opened:
                text = opened.read()
            lines = text.rstrip("\n").split("\n")
            export = '"yihe export' in lines[0]
            file, roots = check_export(lines, [seq for seq, _ in anchors]) if export else check_receipt(text)
        for seq, root in anchors:
            need(seq in roots, f"这个文件说不清第 {seq} 条时的总摘要；请用整份导出来查。",
                 f"This file says nothing of the head at {seq}; check a whole export.")
            need(roots[seq].startswith(root), f"和您手里第 {seq} 条时的总摘要对不上：记录被改写过。",
                 f"The head you hold at {seq} is another: the record was rewritten.")
        key = re.sub(r"\s", "", asked.key or file["public_key"]).lower()
        need(len(key) >= 16 and file["public_key"].startswith(key), "公钥不是您手里的那个。", "The public key is not the one you hold.")
    except (Wrong, OSError) as wrong:
        print(f"不对 NOT OK：{wrong}")
        return 1
    except (ValueError, TypeError, KeyError, RecursionError, zipfile.BadZipFile) as wrong:
        print(f"不对 NOT OK：这不是完好的 Yihe 文件。This is not a sound file of Yihe's. ({wrong})")
        return 1
    print(f"公钥 Public key：{file['public_key']}\n对得上 OK")
    return 0


if __name__ == "__main__":
    sys.exit(main())
