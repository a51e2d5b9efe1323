"""Who the people of the demonstration company are, and what they say."""

COMPANY = "华安电器"
PASSWORD = "aftercare-demo"  # noqa: S105  opens only companies made as a demonstration

# role → who holds it for the whole company
PEOPLE = {
    "administrator": ("管理员", "admin"),
    "agent": ("张敏", "agent"),
    "dispatcher": ("赵强", "dispatcher"),
    "callback": ("孙丽", "callback"),
    "manager": ("周建国", "manager"),
    "order_clerk": ("陈洁", "sales"),
    "order_reviewer": ("何平", "reviewer"),
}
# region → its desk, its dispatcher
DESKS = {
    "east": (("林静", "何娟"), "宋涛"),
    "north": (("高敏", "罗艳"), "梁军"),
    "south": (("谢芳", "唐洁"), "冯超"),
    "west": (("曹娜", "袁霞"), "邓平"),
}
ENGINEERS = ("李伟", "王磊", "陈勇", "刘军", "杨超")  # of the first outlet; the others are named by the dice
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
)
GIVEN = (
    "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 霞 平 刚 玲 辉 鹏 "
    "华 飞 红 波 斌 宇 浩 凯 健 俊 帆 雪 倩 婷 云 琳 莉 燕 秀英 桂英 建华 志强 "
    "秀兰 海燕 文博 子涵 雨欣 浩然 思远 佳怡 建国 国强 玉兰 晓明 晓燕 志远 俊杰 美玲 丽华 春梅 永强 立新 小红 家豪 "
    "梓轩 欣怡 一鸣 天宇 慧敏 雅静 文静 淑珍 "
).split()
FIRMS = "华阳 金桥 东方 锦绣 天和 新城 嘉园 万和 恒信 瑞丰 中联 同济 星河 远景 安泰 宏图 润达 明珠".split()
FIRM_KINDS = (
    "物业管理有限公司",
    "酒店管理有限公司",
    "实业有限公司",
    "公寓管理有限公司",
    "餐饮有限公司",
    "教育培训中心",
)
SITES_OF_FIRMS = ("总部", "一号楼", "二号楼", "员工公寓", "分店")
ROLES_OF_CONTACTS = ("行政主管", "设备主管", "店长", "后勤")

SAID = ("师傅很专业，满意。", "上门及时。", "修好了，谢谢。", "还可以。", "讲解很清楚。", "收费合理。", "")
NOT_SOLVED = ("用了一天又出现同样的问题。", "声音还是有，没有修好。", "当时好了，晚上又不行了。")
DECISIONS = ("致电客户致歉，重新约定上门时间。", "改派经验更丰富的工程师。", "配件已到，安排再次上门。")
CONCLUDED = {
    "exchanged": "两次维修未解决，按三包规定换新。",
    "refunded": "客户要求退货，已退款。",
    "goodwill": "赠送一次保养，客户接受。",
}
CANCELLED = ("客户说自己好了。", "客户改约，之后再报。", "客户已在别处修好。", "重复来电。")
UNREACHED = "多次回访无人接听。"
ANSWERED = ("已与客户确认上门时间。", "已告知客户师傅会提前电话联系。", "已安抚客户，约定明天上门。")
ASKED = ("请问师傅今天几点能到？", "能不能改到周末上门？", "配件到了吗？", "我换了手机号，请打这个号码。")
LATE = "改约再次上门。"
PARTS_ORDERED = "配件已下单，到货后上门。"
DONE = {  # where nothing was broken
    "installation": "安装完成，试机正常，已讲解使用方法。",
    "maintenance": "清洗保养完成，试机正常。",
    "consultation": "电话中讲解设置方法，客户已会使用。",
}
