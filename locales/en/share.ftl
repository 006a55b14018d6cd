# For a WeChat group
share-do = Send to a WeChat group
