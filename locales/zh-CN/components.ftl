# 部件自己的话
basis-measured = 实测
basis-quoted = 引用
basis-assumed = 假定

bar-cast = 已投
bar-heads = 户数
bar-area = 面积
bar-of = 共{ $whole }
bar-needed = 要到{ $needed }，一共{ $whole }
bar-met = 过线
bar-met-of = 。要{ $needed }，一共{ $whole }
bar-sealed = 票在箱里，现在谁也看不到。
bar-spoken = { $label }：{ $part }，占{ $percent }。要到{ $needed }，一共{ $whole }。
bar-spoken-met = { $label }：{ $part }，占{ $percent }，过线。一共{ $whole }。
bar-spoken-sealed = { $label }：封存到唱票。要{ $threshold }。

gap-both = 还差{ $heads }、{ $area }
gap-one = 还差{ $what }
gap-none = 两条线都过了

cell-voted = 已投票
cell-served = 送到了，没投
cell-not-served = 还没送到
cell-refused = 不收
cell-vacant = 空房

elevation-label = { $building }，一户一户看
elevation-cell = { $stairwell }{ $room }，{ $state }
elevation-list = 用文字看，按走的顺序

field-optional = （可不填）
field-choose = 选一个
field-problems = 有{ $n }处要改

list-pages = 翻页
list-previous = 上一页
list-next = 下一页
list-page-of = 第{ $page }页，共{ $pages }页

station-way = 这件事走到哪一步
station-talk = 商议
station-decide = 表决
station-do = 施工
station-pay = 付款
station-evaluate = 评价
station-renew = 养护
station-is = ，{ $state }
station-done = 办完了
station-now = 正在办
station-later = 还没到
station-back = 退回了

table-not-applicable = 不适用
table-label = { $head }：

print-how = 用浏览器的打印。纸张选A4，缩放选100%。
print-check = 扫码核对这张纸
print-posted = 贴出
print-month = 月
print-day = 日
print-place = 地点
print-seal = 盖章处
print-met = ，过线
print-not-met = ，没过线
print-ballot-number = 票号
print-owner-signs = 业主签名
print-date = 日期
print-stub = 回执，自己留着
print-received-by = 收票人
