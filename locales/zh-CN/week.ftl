# 本周：一个人手上所有小区的期限，和日历地址
week-title = 本周
week-lead = { $estates }个小区，{ $n }件事等您办
week-none = 各小区都没有等您办的事
week-none-then = 有了会排在这里，最急的在最上面。
week-over = 已经过期
week-today = 今天
week-soon = 七天之内
week-later = 以后
week-open = 没有期限
week-calendar = 放进手机日历
week-calendar-lead = 在手机或电脑的日历里选“订阅日历”，填这个地址。以后期限变了，日历自己会跟着变。
week-calendar-key = 这个地址只给您自己用：拿到它的人能看到这些期限，别的什么也看不到。改一次密码，旧地址就作废。
week-calendar-name = 一核 · 待办期限
week-to = 各小区的期限放在一起看
week-print = 打印：用浏览器的打印，一张纸带着走。
