# 为什么办不成，现在怎么办。一个代码一句，代码在各处的decide里
# -- 登录和账号
refusal-login-taken = 这个登录名有人用了。换一个，比如后面加几个数字。
refusal-login-length = 登录名没写，或者太长。写个短的，比如wanglan。
refusal-password-length = 密码要有{ $least }到{ $most }个字。写一句自己记得住的话最好。
refusal-password-wrong = 现在的密码不对。再输一遍；忘了就请社区工作者换一张邀请条。
refusal-sign-in-wrong = 登录名或密码不对。再输一遍，留意大小写。
refusal-sign-in-wait = 试的次数太多了。过{ $minutes }分钟再试。
refusal-slip-unknown = 没有这个号码。照着邀请条再抄一遍，号码里的0和1都是数字。
refusal-slip-used = 这张邀请条用过了，直接登录就行。不是您用的，请告诉社区工作者。
refusal-slip-expired = 这张邀请条只能用到{ $until }。请社区工作者换一张。

# -- 写的东西
refusal-text-missing = 该写的地方还没写。写上再按一次。
refusal-text-too-long = 最多{ $most }个字，多了{ $over }个。删短一点。
refusal-day-in-future = 日期晚于今天。改成今天或以前。
refusal-day-in-past = 日期早于今天。改成今天或以后。
refusal-nothing-changed = 写的和现在一样，没有要改的。

# -- 小区、街道、规则
refusal-already-founded = 这里已经建好了，不用再建。
refusal-not-founded = 这里还没有建档。先建档，再办别的。
refusal-estate-listed = 这个小区已经列在街道里，不用再加。
refusal-own-rule-unknown = 本小区没有自己定“{ $rule }”，不用取消。
refusal-own-rule-not-settable = “{ $rule }”由法律定，小区不能自己定。
refusal-own-rule-weaker = “{ $rule }”达不到法律的要求。改成和法律一样，或者更严。
refusal-own-rule-no-value = “{ $rule }”不能这样填。从列出的里面选，天数和户数写整数。
refusal-pack-wrong = 这份规则包读不下去：{ $what }。改好再放上来。
refusal-pack-adopted = 这份规则包已经采用了，不用再放。
refusal-pack-unknown = 没有这份规则包。刷新以后再选。
refusal-rule-sure = “{ $rule }”用不着核实：原文看过，或者已经核实过了。

# -- 人和身份
refusal-person-unknown = 没有第{ $person }号这个人。重新选一个。
refusal-person-erased = 这个人的信息已经应要求删除，不能再登记和这个人有关的事。
refusal-phone-wrong = 电话要写数字，比如13800000000。
refusal-id-tail-wrong = 证件只写最后4位，比如0036或012X。
refusal-committee-needs-owner = 业主委员会要从业主里选，名册里没有这个人名下的房子。先核对名册。
refusal-capacity-not-given-here = “{ $capacity }”不在这里安排。业主和住户按名册算；街道的身份在街道安排，小区的在小区安排。
refusal-ends-before-begin = 结束的日子早于开始的日子。改一改。
refusal-post-held = 这段时间里，这个人已经是{ $capacity }。改一改起止日期。
refusal-post-not-held = 这个人现在没有这个身份，不用结束。
refusal-nobody-chosen = 还没选人。先选要发给谁。
refusal-slip-twice = 有人选了两次。一人一张邀请条。
refusal-no-account = 这个人还没有账号，不用分开。
refusal-erase-not-here = 删除个人信息要到小区里办。
refusal-erase-held = 依法要保存到{ $until }。过了那天再删。
refusal-erase-on-roll = 这个人还是业主：{ $units }。投票要用姓名，房子过户以后再删。
refusal-erase-in-post = 这个人还有身份没结束。先结束身份，再删。
refusal-erase-ballot-held = 事项{ $matter }里有这个人的票，要留到业主不能再请法院撤销为止。过了期限再删。

# -- 名册
refusal-unit-unknown = 名册里没有第{ $unit }号房子。刷新以后再选。
refusal-door-incomplete = 楼号和房号都要写，现在写的是“{ $unit }”。
refusal-door-twice = { $unit }写了两次。留下一行。
refusal-area-impossible = { $unit }的面积太小或太大。看看小数点和单位。
refusal-too-many-owners = { $unit }的业主或住户太多，最多{ $most }位。
refusal-too-many-units = 一个小区最多{ $most }套。看看是不是混进了别的小区。
refusal-roll-changed-since-preview = 预览以后，名册又改过。再预览一遍，看清楚再导入。
refusal-import-changes-nothing = 这张表{ $rows }行，和名册一样，没有要改的。看看是不是选错了文件。
refusal-import-too-large = 一次最多改{ $most }套。把表按楼分开，一栋一栋导入。
refusal-import-unknown = 没有这次导入。刷新以后再看。
refusal-import-undone-already = 这次导入已经撤销过了。
refusal-undo-roll-frozen = 这次导入以后，名册已经用来表决：事项{ $matters }。不能撤销了，有错就一户一户改。
refusal-undo-units-changed = 这次导入以后，又改过{ $units }。不能整次撤销，请一户一户改。
refusal-undo-persons-in-use = 这次导入的人里，有{ $persons }位已经有了账号、邀请条或身份。不能整次撤销，请一户一户改。
refusal-strike-in-vote = { $unit }正在参加表决：事项{ $matters }。数完票再从名册里去掉。
refusal-transfer-before-owner = 现在的业主从{ $since }起登记，过户不会早于那天。核对一下日期。
refusal-owners-missing = 新业主没写，或者写得太多。至少写一位。
refusal-representative-not-owner = 推选的人要是这套房子的业主。从业主里选。

# -- 事项和议案
refusal-matter-unknown = 没有事项{ $matter }。看看编号有没有抄错。
refusal-matter-fixed = 议案属于哪个事项，定下就不能换。先撤回，再到那个事项里起草。
refusal-motion-unknown = 没有第{ $motion }号表决。到事项里再找找。
refusal-scope-empty = 这个范围里没有登记房子。改范围，或者先导入名册。
refusal-opens-in-past = 开始投票的时间已经过了。改到以后。
refusal-closes-before-opens = 停止收票要晚于开始投票。改一改时间。
refusal-reading-before-close = 唱票要在停止收票以后。改一改时间。
refusal-items-number = 一次表决要有1到{ $most }项。再多就分两次。
refusal-candidate-not-at-door = 名册上{ $door }的业主里没有{ $name }。改对房号，或者不写房号。
refusal-candidate-not-owner = 有候选人现在不是这里的业主。委员从业主里选。
refusal-candidates-unfit = 只有选举业主委员会的时候，候选人后面才写房号。
refusal-option-twice = 有两个选项一样。改掉一个。
refusal-options-number = 选项要有2到{ $most }个。只问同不同意，就一个也不写。
refusal-seats-number = “选几个”至少写1，不能比选项多。

# -- 表决走到哪一步
refusal-motion-is-draft = 还在起草。先定下名册。
refusal-motion-is-roll-shown = 名册还在公示，没有发通知。发了通知才能办这一步。
refusal-motion-is-announced = 还没开始投票。{ $opens }开始，到时候再办。
refusal-motion-is-voting = 正在投票。{ $closes }停止收票，过后再办。
refusal-motion-is-closed = { $closes }已经停止收票。{ $reading }唱票，谁都可以去看。
refusal-motion-is-counted = 已经数完票，这一步不能再办。接下来公布结果。
refusal-motion-is-published = 结果已经公布，这一步不能再办。
refusal-motion-is-withdrawn = 这次表决已经撤回。要再表决，得重新起草。

# -- 名册公示和通知
refusal-roll-not-frozen = 名册还没定下。先定下名册。
refusal-roll-unready = 有{ $number }套的面积或业主待核实：{ $units }。核实以后再定名册。
refusal-developer-several = 未售的房子合起来由建设单位算一户，可是有{ $number }套未售的业主和其他的不一样：{ $units }。卖掉了的改成“已售”或者“已售未交付”，再定名册。
refusal-electorate-empty = 这个范围里没有能参加表决的房子。看看范围，再看看哪些房子参加表决。
refusal-rules-missing = 少了必要的规则，定不了名册，也数不了票。请系统管理员采用本地的规则包。
refusal-notice-too-short = 通知到开始投票只有{ $have }天，要有{ $days }天（自然日）。最早{ $earliest }开始才够。
refusal-roll-shown-too-short = 名册公示到开始投票只有{ $have }天，要有{ $days }天（自然日）。最早{ $earliest }开始才够。
refusal-committee-not-told = 还没有同时告知居民委员会。先去告知，再勾上这一项。
refusal-silence-not-warned = 通知里没有写明不交票会怎样算，送到没交回的票就不能算进去。

# -- 异议和委托
refusal-objection-unknown = 没有这条异议。刷新以后再看。
refusal-objection-answered = 这条异议已经答复过了。刷新就能看到。
refusal-objection-own = 自己提的异议，要请别人答复。
refusal-objection-desk-closed = 现在不收异议：名册公示期间收对名册的，公布结果以后收对结果的。
refusal-areas-not-register = 有{ $number }套的面积不是从不动产登记簿来的：实测{ $survey }套，买卖合同{ $contract }套。登记簿上查得到的，先补上再定名册。
refusal-developer-unknown = 有{ $number }套已售未交付，由建设单位投票，名册上却没有写建设单位是谁。现在只有纸票能投；已经交付的，改成“已售”再定名册。
refusal-objections-unanswered = 对名册的异议还有{ $number }条没有答复。先逐条答复。
refusal-objections-upheld-unfollowed = 采纳了{ $number }条对名册的异议，名册还是原来的。改好名册，重新定一次，再发通知。
refusal-proxy-not-allowed = 这里不能委托别人投票。业主可以用手机投，也可以交纸质票。
refusal-proxy-to-self = 这个人自己就是业主，不用委托。换一个人。
refusal-proxy-too-many = 一个人最多替{ $most }户投票，这个人已经满了。换一个人。
refusal-proxy-holds-vote = 这一户已经委托别人投票。想自己投，先到“请人代投”那一页解除委托，也可以交纸质票。
refusal-proxy-none = 这一户现在没有委托别人，不用解除。
refusal-proxy-used = 这一户的票{ $at }已经收到。先到的票算数，解除委托也改不了这张票。

# -- 票
refusal-voter-unknown = 这次的名册里没有这一户。名册有错，请找社区工作者。
refusal-unit-without-vote = 这套房子这次不参加表决，不用送票。
refusal-not-your-vote = 这一户的票，要业主或受委托的人来投。名册有错，请找社区工作者。
refusal-co-owner-represents = 这一户的共有人推选了别人投票。要换人，请一起去找社区工作者。
refusal-official-platform-only = 这里的规定是手机投票要用官方平台，不能在这里投。也可以交纸质票。
refusal-voted-already = 这一户的票已经收到，不能再投，也不能改。
refusal-voted-on-paper = 这一户{ $at }交了纸质票，先到的算数，不用再投。
refusal-marks-number = 这张票有{ $items }项，每项都要选。
refusal-mark-missing = 第{ $item }项还没选好。选一个再交。
refusal-mark-too-many = 第{ $item }项选得不对，最多选{ $most }个，不能重复。
refusal-code-unknown = 没有这个票号。照着票面再抄一遍，票号里的0和1都是数字。
refusal-paper-received-already = 这张票{ $at }登记过，不用再登。
refusal-paper-not-received = 这张票还没登记收到。先登记，再录。
refusal-paper-scan-missing = 还没有选照片。对着这张票拍一张，再按一次。
refusal-paper-scans-many = 这张票已经存了{ $most }张照片，够了。看不清的话，拿原票来看。
refusal-paper-set-aside = 这一户先交了另一张票，这张留着备查，不用录。
refusal-paper-entered-twice = 这张票两遍都录了，不用再录。
refusal-paper-same-clerk = 第一遍是您录的。第二遍要换一个人。
refusal-paper-not-disputed = 这张票没有录得不一样，不用第三个人看。
refusal-paper-third-look = 前两遍里有一遍是您录的。请没录过的人来看。

# -- 数票和公布
refusal-closed-already = 停止收票已经记下了，不用再记。
refusal-reading-not-yet = 还没到唱票的时间。{ $reading }以后再数。
refusal-count-unsettled = 还有{ $ballots }张纸质票没录完，或者两遍录得不一样。录完再数。
refusal-count-erased = 名册第{ $voter }户的票打不开，内容可能已经删除。请系统管理员核对记录。
refusal-announced-late = 公布晚了：数完票{ $days }天内要公布，这次过了{ $have }天。晚了也要公布，已经记下。

# -- 表单里读不出来的
refusal-label-wrong = 这里最多写16个字，不能有空格和斜杠。比如3、甲、501。
refusal-figure-wrong = { $what }
refusal-storey-wrong = 楼层写整数，地下写负数，比如5或-1。
refusal-day-wrong = 日期没写全。比如2026-11-23。
refusal-moment-wrong = 日期和时间没写全。比如2026-11-23 18:00。
refusal-place-missing = 还没写在哪儿。写到省和市，比如浙江省/杭州市；当地的规则按这个找。
refusal-scope-missing = 还没选由谁表决。选全小区、一幢楼或者一个单元。
refusal-matter-missing = 还没选是哪件事项。先提一件事项，再表决。
refusal-item-kind-missing = 还没选是哪一类事。选了才知道按哪条规定算。
refusal-capacity-missing = 还没选安排什么身份。选一个。
refusal-door-unknown = 名册里没有这一户，或者这次表决没有它。写楼-单元-房号，比如3-2-501。
refusal-door-on-roll = { $unit }已经在名册里。要改就从名册里点开那一户。
refusal-person-several = 有几个人都对得上。把电话写全，就能分清是谁。
refusal-proxy-holder-unknown = 没找到这个受托人。写和登记时一样的姓名和电话，或者先登记这个人。
refusal-slips-printed-already = 这些邀请条已经发过了，号码不会再显示第二遍。丢了就重新发一张。

# -- 公示和附件
refusal-posting-no-places = “{ $paper }”应当张贴，但小区还没有列公示点位，贴没贴没有凭据。先在办事台列出点位。
refusal-posting-unproven = “{ $paper }”还有{ $number }处没有张贴照片：{ $places }。贴好、拍照，再办下一步。
refusal-posting-torn = “{ $paper }”在这些地方破了，还没有补贴：{ $places }。先去补贴、拍照。
refusal-posting-too-short = “{ $paper }”要贴满{ $days }天，从最后一处（{ $since }）算起只有{ $have }天。到{ $earliest }才满，从那天起可以办下一步。
refusal-posting-broken-off = “{ $paper }”要贴满{ $days }天，从最后一处（{ $since }）算起只有{ $have }天，有的地方已经不在了。补贴以后接着算。
refusal-posting-gap = “{ $paper }”在{ $places }从{ $from }到{ $to }破损没有贴着。这几天不算在内，下一步之前请写进说明。
refusal-posting-late = “{ $paper }”应当在{ $last }以前（{ $days }天内）各处贴好，贴晚了。请在说明里写清原因。
refusal-posting-not-issued = “{ $paper }”还没有发出，没有要贴的。先办那一步。
refusal-posting-other-place = 这一处不用贴这张纸。回到公示页重新选。
refusal-posting-not-hanging = 这一处现在没有贴着。先贴上、拍照。
refusal-posting-hangs-already = 这一处已经贴着了，不用再记。破了就先记破损。
refusal-posting-withdrawn = 这次表决已经撤回，不用再贴。
refusal-posting-too-often = 同一处最多记{ $most }次张贴。请换一个地方贴。
refusal-posting-photo-missing = 没有照片。拍一张，再按一次。
refusal-posting-photo-no-picture = 这里要照片，不要PDF。拍一张再传。
refusal-spot-unknown = 没有这一处，或者已经去掉了。刷新再看。
refusal-spot-twice = 这一处已经列了，不用再加。
refusal-spot-kind-missing = 先选是什么地方。
refusal-spot-stairwell-missing = 单元门口要选是哪栋楼。
refusal-spot-door-unknown = 名册里没有这栋楼或这个单元。重新选一个。
refusal-spots-none-new = 各单元都已经列上了，没有要加的。
refusal-spots-too-many = 最多列{ $most }处。先去掉不用的。
refusal-file-kind = 这不是照片。要JPEG、PNG或WebP；苹果手机在“设置—相机—格式”里选“兼容性最佳”再拍。
refusal-file-too-large = 照片超过{ $most }MB。在手机里选小一点的尺寸，再传一次；写的字都还在。
refusal-file-broken = 照片没有传完整，或者坏了。再选一次，再传一次。
# -- 上门和送达
refusal-attempt-one-name = 同行的不能是您自己。选另一个人。
refusal-witness-owns-unit = 同行的人是这一户的业主，不能给自己家作证。换一个人。
refusal-attempts-too-many = 这一户已经记了{ $most }次，不再记。有误请找社区工作者。
refusal-attempt-unknown = 没有这条记录。刷新以后再看。
refusal-attempt-not-yours = 这条是别人记的，要由记的人撤回。
refusal-attempt-back-already = 这条已经撤回了。

# -- 核对身份
refusal-not-matched = 还没核对您是不是名册上的业主。核对一次就能投；也可以现在就用纸质票，一样算。
refusal-not-on-roll = 您不在这个小区的名册里，不用核对。
refusal-matched-already = 已经核对过了，直接去投票。
refusal-no-phone-on-roll = 名册里没有您的电话。用证件尾号，或到居委会当面核对。
refusal-no-tail-on-roll = 名册里没有您的证件尾号。到居委会当面核对。
refusal-codes-too-many = 今天发了{ $most }个号码，明天再试。急的话到居委会当面核对。
refusal-telling-no-channel = 选一种通知您的办法。
refusal-telling-no-phone = 名册里没有电话，收不了短信。先到居委会登记电话，或者选别的办法。
refusal-telling-too-often = 今天已经换了{ $most }次，明天再换。
refusal-share-no-font = 这台服务器没有能用的中文字体，画不了图。请管服务器的人安装Noto Sans CJK（Debian上是fonts-noto-cjk），或者用--fonts指明放字体的文件夹，再重新启动。文字和二维码照样能发。
refusal-telling-not-waiting = 没有等着确认的地址。换过办法的，以新选的为准。
refusal-telling-not-here = 怎么通知，在小区里选。
refusal-email-wrong = 邮箱要像wang@example.com这样写。
refusal-code-over = 号码过期了，或者试错太多次。再要一个新的。
refusal-certificate-closed = 错了{ $most }次，这个办法不能再用。到居委会当面核对，或用纸质票。
refusal-vouch-self = 不能给自己核对。请别的工作人员来。
refusal-vouch-no-account = 这个人还没有账号。先用邀请条开账号，再核对。
refusal-vouch-same-clerk = 您已经核对过这个人。要请第二位工作人员来记。
refusal-person-not-found = 没有这个姓名的人。照名册写，或先到“人员”登记。
refusal-nobody-speaks = 这一户现在就由业主自己投，不用结束。
refusal-spoken-for = 这一户由核对过的代表投票。要换人，请找社区工作者。
refusal-tenant-has-no-vote = 承租人、住户没有表决票，可以提意见。票由房主投。
refusal-standing-by-mandate = 业主在外地、境外，要写委托书，一次表决一份。到“委托”那一页登记。
refusal-standing-enter-buyer = 名册里业主不是这个人。先按合同把买房人写进名册，再核对。
refusal-standing-owner-already = 这个人就是这一户的业主，选“就是业主本人”。
refusal-standing-not-public-housing = 名册里这一户不是直管公房。先核对名册。
refusal-standing-no-organisation = 名册里这一户的业主不是单位。先核对名册。
refusal-standing-no-human = 名册里这一户的业主是单位，选“业主是公司或单位”。

# 票箱和选票
refusal-box-one-name = 票箱和选票不能一个人动。再写一位在场的人，不能是您自己。
refusal-box-sealed-already = 投票口已经封着，封条号{ $seal }。
refusal-box-opened-already = 票箱已经开过，不再封、不再开。
refusal-box-not-sealed = 投票口没有封条，先把封箱记下来。
refusal-box-before-reading = 还没到唱票的时间。{ $reading }当众开箱。
refusal-box-goes-sealed = 投票口开着，票箱不能交给别人。先封上。
refusal-handed-to-self = 不能交给自己。
refusal-box-seal-number = 封条号只用字母、数字和短横，最多{ $most }个字。
refusal-box-seal-used = 这个封条号已经用过，换一张新封条。
refusal-box-seal-broken-unexplained = 封条破了，或者号码不是{ $seal }。在备注里写明怎么回事，再记。
refusal-scrutineer-missing = 至少要有一位监票人。
refusal-team-same-person = 唱票、计票、监票要由不同的人担任。
refusal-team-interested = 这次表决关系到本人（候选人，或在被表决的物业企业任职），请换人。
refusal-kept-too-short = 业主还能请求法院撤销，选票最早{ $earliest }才可以销毁。
refusal-store-place-missing = 写明选票放在哪里。
refusal-box-not-opened = 有纸质票，要先当众开箱，再数票。
refusal-team-not-named = 有纸质票，要先定唱票人、计票人和监票人。
refusal-code-void = 这张票已经补发过新的，旧票作废。请用新票。
refusal-print-no-papers = 这栋楼里没有参加这次表决的房子。回上一页，另选一栋。
refusal-recount-none = 现在没有在复核。
refusal-recount-open = 有一次复核还没结束。
refusal-recount-no-papers = 没有可以复核的纸质票。
refusal-recount-not-drawn = 这张票没有抽到。
refusal-recount-read-already = 这张票已经复核过。
refusal-recount-other-eyes = 这张票当初是您录的，要由别人复核。
refusal-recount-unread = 还有{ $papers }张抽到的票没看。
refusal-correct-needs-full-recount = 先把全部纸质票复核一遍，才能更正。
refusal-correct-nothing-differs = 复核和原来一样，没有可更正的。

# 官方平台
refusal-platform-not-here = 这里没有要求用官方平台，手机票就在这里投。
refusal-platform-imported-already = 平台结果已经导入。要换，先撤回上一次的。
refusal-platform-not-imported = 没有导入过平台结果。
refusal-platform-empty = 文件里没有一张票。
refusal-platform-total = 平台公布{ $said }位业主参加，文件里是{ $found }位。先和平台核对。
refusal-platform-unit-without-vote = 第{ $line }行：这一户不在这次表决的名册里。
refusal-platform-unit-twice = 第{ $line }行：这一户在第{ $before }行已经有一张。
refusal-platform-time = 第{ $line }行：投票时间不在{ $opens }到{ $closes }之间。

# 结果公布以后
refusal-filed-day = 备案日期在公布（{ $announced }）以后、今天以前。
refusal-revoked-day = 撤销日期在公布（{ $announced }）以后、今天以前。
refusal-item-unknown = 没有这一项。
refusal-revoked-already = 这一项已经记下撤销。
refusal-field-missing = 这里要填。
refusal-not-a-number = 这里要写数字。
refusal-sheet-unreadable = { $why }
# -- 文书、用印、议事规则
refusal-document-which = 先选拟哪一份。
refusal-document-unknown = 没有{ $number }这份文书。
refusal-document-too-early = 表决还没走到这一步，拟不了“{ $document }”。
refusal-document-drawn-already = 记录没有变，{ $number }那一份就是，不用再拟。
refusal-document-no-remarks = 这份文书只写记录里有的，不另外写话。把补充的话删掉。
refusal-document-void = 这份已经作废。要用就重新拟一份。
refusal-document-finished = 这份已经归档，没有下一步了。
refusal-document-step-order = 现在该“{ $next }”，还轮不到“{ $step }”。
refusal-document-changed = 拟好以后记录变了，这份不能再用。重新拟一份。
refusal-document-copies = 份数写整数，1到{ $most }。
refusal-document-scan-missing = 还没有选扫描件。拍照或者选一个PDF，再按一次。
refusal-document-hangs-nowhere = 这份文书不用张贴。
refusal-document-no-places = { $paper }没有要贴的地方。先列公示点位，下次发起表决就有。
refusal-document-not-hanging = { $paper }还没有贴好：{ $places }。到公示页登记照片，再回来。
refusal-document-kept-too-short = 至少要存到{ $least }，业主到那天都可以请求撤销。
refusal-seal-no-committee = 还没有业主委员会，没有章可用。
refusal-seal-term-over = 业主委员会的任期到{ $day }为止，现在没有人在任，不能用印。换届以后再办。
refusal-seal-self-approval = 您自己申请的，不能自己批。请别的委员批准。
refusal-seal-not-a-member = 批准用印的要是在任的业主委员会委员。
refusal-seal-approved-already = 已经批准过了。
refusal-seal-not-approved = 还差{ $more }位委员批准，先不能盖章。
refusal-seal-over = 这一次用印已经办完，要用再申请一次。
refusal-seal-entry-unknown = 没有{ $number }这条用印登记。
refusal-seal-no-keeper = 还没有登记谁保管印章。先登记交接。
refusal-seal-not-the-keeper = 章由保管人来盖。请保管人登录以后登记。
refusal-seal-two-names = 交出和接收要是两个人。
refusal-seal-giver-keeps-not = 印章不在交出的人手里。选现在的保管人。
refusal-seal-kept-already = 印章已经由这个人保管。
refusal-seal-keeper-no-post = 保管人要是在任的委员或者社区工作者。
refusal-seal-number = 写整数，1到{ $most }。
refusal-seal-none-of-assembly = 还没有登记业主大会印章由谁保管。先登记交接。
refusal-seal-ground-missing = 业主大会印章要凭业主大会的决定或者议事规则用。选一个依据。
refusal-seal-ground-other = 这份文书不是关于那个决定的。选这份文书自己的决定，或者写议事规则的条号。
refusal-seal-ground-not-passed = 这个决定没有通过，或者被撤销了，不能凭它盖业主大会的章。
refusal-seal-ground-no-article = 现在用的议事规则没有这一条。看一看议事规则，写条号，比如12。
refusal-seal-list-early = 这一期到{ $day }才结束，结束以后再公布。
refusal-seal-list-changed = 要公布的那一期变了，可能别人已经公布。看一看再按。
refusal-seal-asked-already = 这份文书已经申请过用印，等批准、等盖章就行。
refusal-charter-no-articles = 认不出条文。每条另起一行，以“第几条”开头。
refusal-charter-article-twice = 这几条出现了两次：{ $articles }。改好编号再存。
refusal-charter-versions = 最多存{ $most }版。
refusal-charter-version-unknown = 没有这一版。
refusal-charter-in-force = 这一版已经生效，不能再改。要改就录新的一版，请业主表决。
refusal-charter-article-unknown = 这一版里没有这一条。照全文里的编号写。
refusal-charter-value-not-there = { $article }里没有写{ $n }。看看是不是写在别的条里。
refusal-charter-committee-size = 委员人数要是单数，{ $least }到{ $most }人。
refusal-charter-before-the-last = 现行的一版从{ $day }起施行，新的一版不能更早。
refusal-charter-before-the-vote = 业主{ $day }才通过，不能比这一天早。
refusal-charter-motion-other = 那次表决问的不是这份文本。选问过它的那一次。
refusal-charter-motion-open = 那次表决还没有公布结果。公布以后再登记生效。
refusal-charter-motion-not-passed = 那次表决没有通过它，或者后来被撤销，不能生效。
refusal-charter-motion-used = 那次表决已经让第{ $n }版生效。一次表决只定一版，别的版本请业主另行表决。
refusal-charter-not-asked = 那次表决发通知的时候，最新的是第{ $n }版，业主通过的是那一版。这一版请业主另行表决。
refusal-charter-written-after = 那次表决发通知的时候还没有录文本，认不出业主通过的是哪一份。现在录好，请业主再表决。
refusal-charter-voted-since = 业主已经表决让第{ $n }版生效，不能再按“建档以前通过的”登记。这一版请业主表决。
refusal-charter-not-earlier = 小区{ $day }建档。建档以后才施行的，选通过它的那次表决。
refusal-charter-file-kind = 这个文件读不出文字。用Word的.docx，或者纯文本。
refusal-charter-file-too-large = 文件太大。只留条文，或者把全文贴进来。
refusal-committee-seats = 议事规则定了{ $size }名委员，一次不能选更多。

# 意愿征询
refusal-consent-unknown = 没有这次意愿征询。
refusal-consent-nobody = 这个范围里没有住宅，换一个范围。
refusal-consent-begins-late = 开始的日子已经过去了，从今天或者以后开始。
refusal-consent-ends-early = 结束在开始以前，改一个日子。
refusal-consent-too-long = 最多征询{ $most }天，把结束的日子往前改。
refusal-consent-not-asked = 这一户不在被问的范围里，对照名册再写一次房号。
refusal-consent-too-often = 这一户已经改了{ $most }次，不能再改。请上门问清楚。
refusal-consent-conditions-missing = 选了“有条件同意”，把条件写出来。
refusal-consent-ahead = 征询{ $from }才开始，到时候再来。
refusal-consent-over = 征询的日子已经过了。有话可以告诉社区居委会。
refusal-consent-not-your-home = 名册上您不是这一户的人。名册有错，先请社区居委会改名册。
refusal-consent-owner-answered = 业主已经替这一户回答了。想法不同，请和业主商量。
refusal-consent-view-missing = 还没选意愿，选一个。
refusal-consent-answered-itself = 这一户自己在手机上回答过，要改由他们自己改。回答的是住户的，业主本人签了字，可以照业主的登记。
refusal-consent-nothing-to-erase = 这一户没有要在这里删的话。说话的人在名册上，到“人和身份”里删这个人的信息。
refusal-consent-way-missing = 还没选是签字的纸，还是上门问到的。
refusal-consent-paper-reached = 有签字的纸，就不是没有联系上。改一下意愿，或者改成上门。
refusal-consent-reached-before = 这一户已经有回答，不能再记成没有联系上。
refusal-consent-concluded = 这次征询已经汇总，不能再改。
refusal-consent-called-off = 这次征询已经取消。
refusal-consent-runs = 征询到{ $until }才到期，到期以后再汇总。
refusal-consent-purpose-missing = 还没选为什么事。
refusal-consent-level-missing = 还没选文件是哪一级的。
refusal-consent-share-wrong = 比例要写成几分之几，比如2/3。
refusal-consent-edge-missing = 还没选刚好到线算不算。

# -- 协助人
refusal-help-unknown = 没有这个协助，或者不是您的。回到“我协助的业主”看看。
refusal-help-ended = 协助已经结束了。业主还要您帮忙，请业主再给一个号码。
refusal-help-expired = 协助到{ $until }为止，已经过期。要接着帮，请业主再定一次。
refusal-help-home-gone = 房子换了业主，或者由别人代表了，协助自己结束。要接着帮，请现在的业主再定。
refusal-help-needs-home = 名册里没有这位业主的房子，不能定协助人。先到社区居委会核对名册。
refusal-help-too-long = 最长{ $days }天。日期改近一些，到期再办。
refusal-help-relation-missing = 还没选是业主的什么人。选一个。
refusal-help-code-unknown = 没有这个号码，或者用过了、过了时间。照着再抄一遍；还不行，请业主再要一个。
refusal-help-code-shown-already = 号码已经显示过，没有留底。再按一次，要一个新的。
refusal-help-not-owner = 这一户的业主里没有这个姓名。照名册写，或者先改名册。
refusal-help-for-people = 协助是人帮人。单位是业主的，由单位派人来，写授权书。
refusal-help-own-desk = 业主或者协助人就是您自己，请另一位社区工作者来办。
refusal-helper-self = 不能当自己的协助人。写另一个人。
refusal-helper-company-staff = 物业服务企业的人不当协助人。请找家人、楼栋长或者邻居。
refusal-helper-is-candidate = 协助人是这次选举的候选人，不能帮着填这张票。业主可以自己投，或者用纸质票。
refusal-helper-other-stairwell = 他没有登记为这一栋、这个单元的楼栋长、单元长。请居委会先登记，或者改选“邻居”“志愿者”。
refusal-help-post-ended = 他不再是这一栋、这个单元的楼栋长、单元长，协助跟着结束。要他接着帮，再指定一次，选“邻居”。
refusal-help-without-paper = 这次协助是业主用号码指定的，没有签过字的单子，不用存扫描件。
refusal-post-part-missing = 楼栋长、单元长要写明管哪一栋、哪个单元。
refusal-post-without-part = 只有楼栋长、单元长选楼栋、单元，别的职务管整个小区。
refusal-post-part-unknown = 名册上没有这一栋、这个单元。先把房子录进名册。
refusal-helper-households = 一个人同时最多协助{ $most }户，这位已经满了。请换一个人。
refusal-helpers-too-many = 一位业主同时最多{ $most }位协助人。先结束一位，再找新的。
refusal-helper-roll-only = 协助人可以对名册提异议；对结果有异议，请业主自己提。
refusal-helper-own-home-only = 协助只管业主自己家的票。业主受别人委托的票，要业主自己投。
refusal-help-no-ballot = 这次表决里没有等这位业主投的票：可能已经投过，也可能委托了别人，或者还没开始。
refusal-help-no-phone = 名册上没有业主的电话，发不了号码。请一起到社区居委会当面确认，或者用纸质票。
refusal-helper-no-phone = 您在这里没有登记电话，不能用号码确认。请社区工作者补上，或者到居委会当面确认。
refusal-helper-same-phone = 您的电话和业主登记的是同一个，号码证明不了是业主。请一起到社区居委会当面确认，或者用纸质票。
refusal-help-prepared-over = 这张票过了时间，或者换了一张。请再填一遍。
refusal-help-handed-in = 这张票已经交了，不用再交。
refusal-help-marks-changed = 交的和业主确认的不一样。请再填一遍，重新请业主确认。
refusal-help-not-confirmed = 业主还没有确认。请业主到工作人员那里报数字，记下以后再交。
refusal-help-confirmed-already = 这张票已经确认过了，等协助人在手机上交。
