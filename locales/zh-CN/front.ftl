# 第一页；第一次启动时开出街道的一页
front-title = 小区
front-empty = 这里还没有小区。街道建了档，就会列在这里。
front-districts = 街道
front-demo = 示例登录
front-demo-lead = 选一种身份，进去看看、试一试。
front-demo-place = 哪里
front-demo-role = 身份
front-demo-enter = 进去看看
front-demo-about-not-voted = 还没投票
front-demo-about-voted = 已经投票
front-demo-about-first-clerk = 第一次录票的人
front-demo-about-second-clerk = 第二次录票的人
front-demo-about-third-clerk = 录得不一致时看第三遍的人
front-demo-about-helps = 协助一位邻居
front-demo-about-helped = 有协助人

setup-title = 建立街道
setup-lead = 这一页只能用一次：写下街道，开出第一个管理员账号。
setup-name = 街道的名称
setup-name-hint = 比如：槐荫街道办事处
setup-place = 在哪里
setup-place-hint = 从省写到区，中间用斜线隔开，不写“省”“市”，比如浙江/杭州/西湖。适用哪些地方规定，就看这里。
setup-administrator = 您的姓名
setup-administrator-hint = 您是第一位系统管理员
setup-do = 建立街道
