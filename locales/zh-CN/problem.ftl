# 打不开、办不成的时候
problem-not-found = 没有找到这一页
problem-not-found-then = 可能网址抄错了一个字，也可能这一页不对您公开。从首页再找找。
problem-forbidden = 这件事要别的身份来办
problem-refused = 现在还不能办
problem-bad-request = 这次没有收下
problem-bad-request-then = 可能这一页放得太久，也可能中间换了账号。什么都没有改动。退回上一页，刷新以后再填一遍。
problem-too-large = 太大了，收不下
problem-too-large-then = 什么都没有改动。少填一些，或者分几次来。
problem-busy = 没连上
problem-busy-then = 正好用的人很多。退回上一页，您写的都还在，再按一次就行。
problem-fault = 这里出了故障
problem-fault-then = 什么都没有改动。过几分钟再试；还是不行，请告诉社区工作者。
problem-home = 回到首页

forbidden-act = “{ $act }”，您现在的身份不能办。
forbidden-who = 要{ $who }来办。您也有这样的身份的话，先到“我的账号”换过来。
forbidden-nobody = 这件事在这里谁都不能办。
forbidden-core = 党组织定方向、抓监督，不替别人办具体的事。
forbidden-matrix = 看谁能办什么
