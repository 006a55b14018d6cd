# 公告栏
board-title = 公告栏
board-today = 今天{ $day }，{ $weekday }。
board-none-voting = 现在没有正在表决的事。
board-voting-now = { $n }件事正在表决。
board-shown-now = { $n }件正在公示。

board-quiet = 现在没有要表决的事
board-quiet-then = 有了会在这里写出来。
board-quiet-past = 看看以前的事

board-shown = 正在公示
board-asked = 正在征询
board-roll-shown = { $opens }开始投票。名册有错，现在可以提。
board-counting = 等着出结果
board-reading = { $at }在{ $place }唱票，谁都可以去看。
board-heard = 刚征询完
board-heard-line = { $homes }同意，占征询户数的{ $share }。{ $verdict }。
board-done = 刚表决完
board-earlier = 以前的

board-who = 有事找谁
board-speak = 有事要说
board-speak-lead = 灯不亮、管子漏、想改点什么，都可以说。给您一个编号，随时查办到哪一步。
board-speak-sign-in = 用业主或住户的身份登录，就能说。没有账号，请社区工作者替您记。
board-checkable = 这块公告栏能核对
board-checkable-lead = 每条记录都编了号、算了校验码。抄下这两行，以后改过一个字都查得出来。

go-vote = 去投票
look-first = 先看清楚这件事
quorum-rule = 户数和面积都过线，表决才算数。一个人有几套房，算1户。
quorum-rule-left = 户数和面积都过线，表决才算数。{ $left }。
turnout-too-few = 户数少，投了多少先不公布，免得看出谁投了谁没投。
board-heads = { $post }（{ $n }人）
board-head = { $part }：{ $name }
