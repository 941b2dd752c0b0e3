"""Know the shapes of Chinese personal names: surnames, titles."""

_COMPOUND = (
    "欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 "
    "令狐 宇文 长孙 轩辕 端木 万俟 闻人 申屠 呼延 澹台 濮阳 淳于 单于 "
    "太史 公冶 宗政 钟离 鲜于 闾丘 仲孙 东郭 西门 第五 耶律 完颜 拓跋 赫连 "
    "百里 公羊 巫马 梁丘 左丘 东门 南门 公西 乐正 羊舌 贺兰 斛律 纳兰 叶赫"
)
_TITLES = (
    "先生 女士 小姐 同志 老师 教授 博士 院士 主任 书记 市长 区长 县长 "
    "镇长 省长 部长 局长 处长 科长 厅长 院长 校长 所长 董事长 总经理 经理 "
    "总裁 主席 总监 总编 记者 医生 律师 工程师 负责人 委员 议员 司长 总统 "
    "总理 将军 夫人 师傅 村长 队长 馆长 社长 站长 厂长"
)

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
    "傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃武莫孔向汤温康施文"
    "牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁"
    "冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫"
    "米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁"
    "胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣"
    "晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾"
    "戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
    "习詹殷常凤酆钮贲邴糜麋弓牧宓蓬仰韶蓟濮寿堵宰郦郤璩郏庾暨弘蔚夔厍毋乜须巢蒯竺桓典审逢逄滑秋谯笪墨归缑琴荀羿汲松咸籍浑咎"
)
"""Single surnames in simplified script, the common ones of the mainland, Taiwan and Hong Kong."""

COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
"""Surnames of two characters, in simplified script."""

TITLES = tuple(_TITLES.split())
"""Titles and offices that stand after (or before) a personal name, in simplified script."""

TRANSLITERATING = frozenset(
    "阿埃艾安奥巴贝比波伯布查达戴德迪蒂丁多厄恩尔法菲芬弗夫福盖戈格古哈海汉赫亨霍基吉加杰金卡凯康柯科克肯库奎"
    "拉莱兰劳勒雷黎理利立莉丽林琳卢鲁伦罗洛马迈曼梅门蒙米密明莫默姆穆娜纳奈南内尼妮涅诺努欧帕潘庞佩彭皮珀普齐"
    "恰钱乔琴丘瑞日萨塞赛桑森沙山绍舍圣施史什斯司思丝松苏素索塔泰坦汤唐特腾提田廷通图土托瓦万韦威维卫魏温文沃"
    "乌西希锡夏香肖谢辛休许雅亚延扬耶叶伊因英尤于约泽扎詹珍芝朱兹佐"
)
"""Characters that write foreign names by their sound, in simplified script (新华社译名)."""


def surname_of(name: str) -> str:
    """Return the surname that `name`, in simplified script, begins with; empty if none does."""
    if name[:2] in COMPOUND_SURNAMES:
        return name[:2]
    return name[:1] if name[:1] in SURNAMES else ""
