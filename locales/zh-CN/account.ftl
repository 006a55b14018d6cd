# 登录、邀请条、我的账号
sign-in-title = 登录
sign-in-do = 登录
signing-in = 正在登录…
sign-in-keep = 记住这台手机或电脑
sign-in-keep-note = 30天里用过，就不用再登录。和别人合用的，别选。
sign-in-slip = 第一次来？打开邀请条上的网址，或扫上面的二维码。
sign-in-lost = 忘了登录名或密码，请带证件找社区工作者，换一张新的邀请条。
sign-in-again = 过了30分钟没动，先退出了。您写的都还在，登录以后接着办。
go-on-title = 接着办
go-on-lead = 您刚才写的都还在，按一下就接着办。
go-on-do = 接着办

login-name = 登录名
login-name-hint = 自己起一个，比如wanglan
password = 密码
password-hint = 至少{ $n }个字。写一句自己记得住的话最好。
password-old = 现在的密码
password-new = 新密码

join-title = 用邀请条
join-lead = { $name }发的邀请条，一张只能用一次。
join-code = 邀请条上的号码
join-code-hint = 12位，比如7K4M 92QD 3XW6
join-signed-in = 您已经登录。用了以后，这个身份加到您现在的账号上。
join-do = 用这张邀请条
join-paper = 不想用手机也行，什么事都可以到居委会用纸办。
join-have-account = 已经有账号，先登录

account-title = 我的账号
account-nobody = 这个账号还没有身份。有邀请条的话，打开上面的网址，填上号码。
account-as = 现在用哪个身份
account-as-hint = 办的每件事，都会记下用的是哪个身份。
account-as-do = 用这个身份
account-go = 去办事
account-password = 换密码
account-password-lead = 换了以后，别的手机和电脑都要重新登录。
account-password-do = 换成新密码
sign-out = 退出登录
