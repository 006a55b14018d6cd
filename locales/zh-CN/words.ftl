# 一族一族的词：程序里有几个，这里就有几个
motion-status-draft = 正在起草
motion-status-roll-shown = 公示名册
motion-status-announced = 已经通知
motion-status-voting = 正在表决
motion-status-closed = 等着唱票
motion-status-counted = 等着公布
motion-status-published = 结果已公布
motion-status-withdrawn = 已撤回

item-1 = 制定或修改业主大会议事规则（民法典第二百七十八条第一项）
item-2 = 制定或修改管理规约（民法典第二百七十八条第二项）
item-3 = 选举业主委员会或更换委员（民法典第二百七十八条第三项）
item-4 = 选聘或解聘物业（民法典第二百七十八条第四项）
item-5 = 使用维修资金（民法典第二百七十八条第五项）
item-6 = 筹集维修资金（民法典第二百七十八条第六项）
item-7 = 改建、重建房屋和附属设施（民法典第二百七十八条第七项）
item-8 = 改变共有部分的用途，或利用它经营（民法典第二百七十八条第八项）
item-9 = 其他重大事项（民法典第二百七十八条第九项）

unit-kind-home = 住宅
unit-kind-shop = 商铺
unit-kind-office = 办公
unit-kind-parking = 车位
unit-kind-garage = 车库
unit-kind-storage = 储藏室
unit-kind-facility = 配套用房

tenure-sold = 已售
tenure-unsold = 未售
tenure-undelivered = 已售未交付
tenure-public-housing = 直管公房
tenure-work-unit-housing = 单位公房

area-source-register = 不动产登记簿
area-source-survey = 实测
area-source-contract = 买卖合同

way-in-person = 当面
way-post = 邮寄
way-telephone = 电话
way-sms = 短信
way-wechat = 微信
way-posted = 张贴

outcome-served = 送到了
outcome-refused = 不收
outcome-vacant = 空房
outcome-tenant = 租户在
outcome-unreachable = 没人

ground-too-many-marks = 选多了
ground-blank = 没有选
ground-unsigned = 没有签名
ground-wrong-person = 签名的不是业主，也没有委托
ground-unreadable = 看不清

room-core = 党建引领核
room-government = 政府负责体
room-market = 市场运作体
room-social = 社会协同体
room-residents = 居民参与体
