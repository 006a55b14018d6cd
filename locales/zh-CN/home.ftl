# 我家
home-title = 我家
home-lead = { $name }，您的房子、票和事项都在这里。
home-nothing-to-vote = 现在没有等您投的票。
home-units = 我的房子
home-no-units = 名册里没有您名下的房子。要是不对，请带不动产权证找社区工作者。
home-area = { $area }（{ $source }）
home-representative = 几位共有人推选{ $name }投票。
home-wrong = 哪里不对，请带不动产权证找社区工作者改。
home-receipts = 我的回执
home-cast-phone = { $at }手机投票，{ $doors }
home-cast-paper = { $at }交纸质票，{ $doors }
home-matters = 我提的事项
home-no-matters = 您还没有提过事项
home-no-matters-then = 提了以后，办到哪一步会写在这里。
home-cast-platform = { $at }在官方平台投票，{ $doors }
home-cast-helped = { $at }手机投票，{ $helper }协助填写、您确认过，{ $doors }
