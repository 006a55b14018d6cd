# 协助人：和业主一起，公开地办
relation-family = 家人
relation-stairwell-head = 楼栋长、单元长
relation-neighbour = 邻居
relation-volunteer = 志愿者
capacity-helper = 协助人

help-line = { $relation }，{ $from }到{ $until }，{ $how }
help-by-code = 业主给的号码
help-by-paper = 签了授权协助单
help-end = 结束协助
help-relation = 是业主的什么人
help-until = 到哪天为止
help-until-hint = 最长一年，到期再办。

help-may-title = 协助人能做什么
help-may = 能做：和业主一起看要办的事，替业主提事项、说话、对名册提异议，把表决票填好。票要业主自己确认才算数。
help-never = 不能做：单独投票，看业主以前选了什么，改电话和名册，再找别人协助。
help-no-mandate = 这不是委托投票。要托人投票，另写委托书，到“委托”那一页登记。

help-done = 和协助人一起办过的事
help-done-nothing = 还没有办过什么。
help-done-raised = 提了事项{ $number }
help-done-noted = 在事项{ $number }里说了话
help-done-objected = 对“{ $title }”的名册提了异议
help-done-prepared = 填了“{ $title }”的票，等业主确认
help-done-tried = “{ $title }”的票，号码输错了一次
help-done-confirmed = 业主当面确认了“{ $title }”的票
help-done-handed-in = 交了“{ $title }”的票，业主确认过
help-done-left = 协助人自己结束了协助

# 业主
helpers-title = 我的协助人
helpers-lead = 家人、楼栋长可以和您一起办。办了什么都记在这里，随时可以结束。
helpers-none = 现在没有人协助您。
helpers-go = 协助人，找人帮忙
helpers-name = 找一个人帮忙
helpers-name-lead = 按一下，得到一个号码。把号码告诉您要找的人，他自己输进去就行。不要把您的密码告诉任何人。
helpers-name-do = 要一个号码
helpers-desk-way = 不用手机也行：两个人一起到社区居委会，签一张授权协助单。
help-code-title = 把这个号码告诉他
help-code-lead = 只能用一次，{ $until }以前有用。
help-code = 协助号码
help-code-where = 在这里输
help-code-once = 号码只显示这一次，没有留底。忘了就再要一个，前一个就不能用了。

# 协助人
help-title = 我协助的业主
help-lead = 业主给您一个号码，您就可以和他一起办。办的每一件都记下两个人的名字，业主看得到。
help-whom = 您现在协助
help-accept = 输入业主给的号码
help-accept-do = 开始协助
help-code-hint = 12个字，分三段。0和1都是数字。
help-your-name = 您的姓名
help-your-name-hint = 写真名，业主和社区工作者看得到。
help-your-phone = 您的电话
help-your-phone-hint = 要和业主登记的电话不一样，不然不能用号码确认票。
help-with = 和{ $name }一起办
help-seen = 只给您和业主看
help-no-motions = 现在没有要表决的事。
help-homes = 协助的房子
help-motion-when = { $opens }开始投票，{ $closes }截止。
help-motion-page = 看这件事
help-fill-in = 一起填票
help-objection-hint = 面积、姓名、户数哪里不对，请写具体。
help-raise = 替业主提一件事
help-raise-do = 提出来
help-note = 替业主说句话
help-leave-lead = 不再协助这位业主，随时可以结束。

help-ballot-of = { $name }的票，{ $doors }
help-ballot-rule = 照业主说的填。填好以后，要业主自己确认才算数。
help-not-sent = 还没有交。下一步请业主确认。
help-check-title = 念给业主听，再请他确认
help-check-lead = 业主没确认以前，这张票不算，选了什么也不保存。
help-check-phone = 把一个号码发到业主登记的电话{ $phone }，请业主念给您。
help-send-code = 发号码给业主
help-check-desk = 也可以一起到社区居委会，请工作人员当面确认。
help-to-desk = 到居委会确认
help-confirm-title = 请业主确认
help-confirm-until = { $at }以前有用，过了要重填。
help-confirm-code = 号码发到{ $name }的电话{ $phone }了。请业主听清楚选了什么，同意了再念号码。
help-code-wrong = 号码不对。还能试{ $left }次。
help-confirm-desk = 请业主把身份证给工作人员看，再报这个数字。工作人员记下以后，按下面的键交票。
help-number = 票的数字
help-hand-in = 业主确认了，交票
help-over = 这张票过了时间。选的还在这一页上，可以再来一次。
help-again = 再来一次

account-helps = 您在{ $name }协助业主。

# 办事台
helpers-desk = 协助人
helpers-desk-line = 登记协助人，当面确认票
helpers-desk-lead = 不用手机的业主，和协助人一起来，签授权协助单。
help-form-lead = 先印一张授权协助单，两个人签名。签好的收着，再登记。
help-form-print = 印授权协助单
help-enter = 登记协助人
help-enter-lead = 业主本人在场，看过身份证，单子签好了，才登记。
help-enter-do = 登记
help-owner-door = 哪一户
help-owner-name = 业主姓名
help-helper-name = 协助人
help-helper-phone-hint = 新来的人要写电话；有同名的人，也用电话分清。
help-paper = 看了哪些材料
help-paper-hint = 写名称和放在哪，比如“授权协助单，居委会档案柜3号”。不要写证件号码。
help-waiting = 等业主当面确认的票
help-nobody-waits = 现在没有票等确认。
help-confirm-ask = 请业主本人报数字，听业主说一遍这张票是他的意思。选了什么不用说。
help-seen-paper = 看了业主的哪些材料
help-confirm-do = 业主本人确认了
help-confirmed = 确认过了，等协助人在手机上交。
help-standing = 现在的协助人
help-desk-none = 现在没有协助人。
help-pair = { $helper }协助{ $owner }
help-paper-was = 看过：{ $paper }
help-scan = 签好的单子，照片或者扫描件
help-scan-hint = 拍全、拍清楚。只有业主本人和社区工作者看得到。
help-scan-keep = 存签好的单子
help-scan-see = 看签好的单子（第{ $n }张）
help-sheet = 协助记录
help-no-account = 协助人还没有账号，去印邀请条
help-end-asked = 业主要求，结束协助

help-form-title = 授权协助单
help-form-issuer = { $name }居民委员会
help-form-text = 我请下面这位协助人和我一起办小区的事。办的每一件都记下我们两个人的名字，我可以看，也可以随时结束。
help-form-helper = 协助人姓名、电话
help-form-owner-signs = 业主签名
help-form-helper-signs = 协助人签名
help-form-clerk-signs = 社区工作者签名
help-form-ends = 到期自己结束；房子换了业主，也自己结束。想早些结束，告诉居委会就行。
help-sheet-of = { $name }的协助人，和一起办过的事。
help-sheet-named = 怎么定的
help-sheet-over = 结束
help-sheet-by = 谁办的
help-form-until = ＿＿＿＿年＿＿月＿＿日，最长一年
help-sheet-end = 哪一件不是您的意思，或者不要人协助了，请马上告诉居委会。
help-ended-on = { $day }结束
help-not-ended = 没有提前结束

motion-helped = 其中{ $n }张票由协助人填写，业主本人确认过。
powers-helper = 不是一种身份：只能和业主一起做下面这几样，每样都记下两个人。
