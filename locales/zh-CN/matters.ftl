# 事项：一览、一件事、说一件事
matters-title = 事项
matters-lead = 一件事一个编号，从提出来用到办完。
matters-none = 还没有人提过事项
matters-none-then = 有人提了，会一件一件列在这里。
matters-all = 全部事项
matter-line = { $number }，{ $day }由{ $by }提出
matter-number = 事项{ $number }
matter-raised-by = { $day }由{ $by }提出
matter-place-is = 地点：{ $place }
matter-way = 办到哪一步
matter-see = 看这次表决
matter-to-motion = 看这次表决
matter-draft-motion = 起草议案

matter-note = 补充一句
matter-note-hint = 写情况，也可以写进展。所有人都看得到，别写电话和证件号。
matter-note-do = 记上去

matter-raise = 说一件事
matter-raise-lead = 说清是什么事、在哪里，就给您一个编号。所有人都看得到，别写电话和证件号。
matter-title = 一句话说清
matter-title-hint = 比如：3号楼2单元一楼的灯不亮
matter-place = 在哪里
matter-place-hint = 比如：3号楼东侧
matter-text = 再说详细些
matter-raise-do = 记下这件事

told-raised = 提了出来
told-drafted = 起草了议案
told-roll-frozen = 定下名册，开始公示
told-notice = 通知了全体业主
told-closed = 停止收票
told-counted = 唱了票，数完了
told-announced = 公布了结果
told-withdrawn = 撤回了这次表决
told-line = { $at }，{ $by }
told-corrected = 计票作了更正
told-filed = 决定已经备案
told-revoked = 决定被撤销
