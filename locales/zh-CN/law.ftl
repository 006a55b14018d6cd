# 规矩：这里现在有效的规定；谁能办什么
law-title = 规矩
law-lead = { $place }，{ $day }有效的规定，每一条都写明出处。
law-open = 还没有规定的
law-open-lead = 下面这些，找到的规定里都没写。
place-country = 全国
rule-warns-only = 只提醒，不拦

confidence-statute = 看过条文原文
confidence-second-hand = 转引，没见原文
confidence-memory = 凭记忆，没核对
confidence-assumed = 没有明文，先这样定

powers-title = 谁能办什么
powers-lead = 每种身份能办哪些事，都写在规则里，程序照着放行或拦下。
powers-text = 规则原文
powers-text-lead = 上面这些表，就是按这几份规则算出来的。
power-yes = 能办
power-own = 只办自己的
power-no = 不能办
power-forbidden = 明文不许办
level-estate = 小区
level-district = 街道
