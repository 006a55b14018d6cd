# 发到微信群
share-do = 发到微信群
