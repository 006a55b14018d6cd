# 公示的名册
roll-shown-title = 公示的名册
roll-shown-lead = 姓名隐去了一部分。哪里不对，回到这件事里提异议。
roll-own = 您名下的
roll-one-head = 名下有几套，合起来算1户
roll-developer-unknown = 建设单位（名册上没有写是谁）
