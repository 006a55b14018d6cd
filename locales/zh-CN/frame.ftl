# 每一页共用的话：栏目、地名下面一行、人和记录的称呼、几张表共用的栏名
nav-board = 公告栏
nav-matters = 事项
nav-home = 我家
nav-desk = 办事台
nav-law = 规矩
nav-powers = 谁能办什么
nav-proof = 怎么核对

place-line = 一核
place-line-demo = 一核 · 示例
site-name = 一核
site-line = 小区共同管理
site-line-demo = 小区共同管理 · 示例
demo-note = 人名、单位都是示例。

viewer-you = 我的账号
viewer-elsewhere = 已登录
actor-in-office = { $role }{ $name }
erased = （已删除）
unknown = （查不到）
to-be-verified = 待核实

recording = 正在记…

col-unit = 房号
col-building = 楼栋
col-use = 用途
col-owners = 业主
col-area-exclusive = 专有部分面积
col-heads = 户数
col-area = 面积
col-share = 占比
col-voted = 已投 / 共有
col-rule = 规则
col-value = 怎么定
col-article = 出处
col-place = 哪里适用
col-sure = 有多确实
col-pack = 规则包校验码
col-act = 什么事
col-may = 能不能
col-level = 在哪里

say-comma = 、
say-or = 或者
say-and-more = { $shown }等{ $n }个
say-with-article = { $text }（{ $article }）
say-unverified = { $article }（还没核对原文）
say-assumed = { $article }（先这样定）
part-stairwell = { $building }{ $stairwell }
