"""Texts of the page's opinions: buttons, form, list, export (``map.ui.comment.*``)."""

from __future__ import annotations

_FORM: dict[str, tuple[str, str]] = {
    "map.ui.comment.add": ("提意见", "Give an opinion"),
    "map.ui.comment.change": ("修改意见", "Change the opinion"),
    "map.ui.comment.short": ("意见", "Opinions"),
    "map.ui.comment.mine": ("我的意见", "My opinions"),
    "map.ui.comment.close": ("关闭", "Close"),
    "map.ui.comment.about": ("针对", "About"),
    "map.ui.comment.who": ("您属于", "You belong to"),
    "map.ui.comment.group.staff": ("教职工", "Staff"),
    "map.ui.comment.group.parents": ("家长", "Parents"),
    "map.ui.comment.group.township": ("乡镇街道", "Township"),
    "map.ui.comment.group.village": ("村社区", "Village"),
    "map.ui.comment.group.experts": ("专家", "Experts"),
    "map.ui.comment.stance": ("态度", "Stance"),
    "map.ui.comment.stance.support": ("支持", "Support"),
    "map.ui.comment.stance.oppose": ("反对", "Oppose"),
    "map.ui.comment.stance.amend": ("建议修改", "Amend"),
    "map.ui.comment.text": ("意见和理由", "Opinion and reasons"),
    "map.ui.comment.wish": (
        "编组要求(可不选)",
        "Wish for the grouping (may be left out)",
    ),
    "map.ui.comment.noWish": ("无", "none"),
    "map.ui.comment.wish.together": ("必须同组", "must be together"),
    "map.ui.comment.wish.apart": ("不得同组", "must be apart"),
    "map.ui.comment.wish.refused": ("不愿由对方牵头", "does not want to be led by"),
    "map.ui.comment.first": ("哪所学校", "Which school"),
    "map.ui.comment.other": ("与哪所学校", "And which school"),
    "map.ui.comment.otherHint": (
        "输入校名、乡镇查找后选定",
        "type a name or a town, then choose",
    ),
    "map.ui.comment.speaker": ("身份(可不填)", "Role (may be left out)"),
    "map.ui.comment.speakerHint": ("如:家长代表", "such as: parents' council"),
    "map.ui.comment.date": ("日期", "Date"),
    "map.ui.comment.noNames": (
        "请勿填写姓名、电话、证件号。意见只存在本机浏览器中,导出的文件交给征求意见的单位才算提交。",
        "Give no names, phones or identity numbers. Opinions stay in this browser; they count once you hand in the exported file.",
    ),
    "map.ui.comment.save": ("保存", "Save"),
    "map.ui.comment.cancel": ("取消", "Cancel"),
    "map.ui.comment.needGroup": ("请选择您属于哪一类。", "Choose whom you speak for."),
    "map.ui.comment.needStance": ("请选择态度。", "Choose a stance."),
    "map.ui.comment.needText": ("请写明意见和理由。", "Say what and why."),
    "map.ui.comment.needOther": (
        "编组要求须从列表中选定另一所学校。",
        "Choose another school from the list for your wish.",
    ),
    "map.ui.comment.needDate": ("请填写日期。", "Give the date."),
    "map.ui.comment.personal": (
        "意见中像是有电话或证件号,请删去后再保存。",
        "There seems to be a phone or an identity number: take it out first.",
    ),
}

_LIST: dict[str, tuple[str, str]] = {
    "map.ui.comment.none": (
        "还没有意见。点开地图上的学校或列表中的教联体,按“提意见”。",
        "No opinions yet. Open a school on the map or an alliance in the list and press the button.",
    ),
    "map.ui.comment.hint": (
        "导出后,把文件交给征求意见的单位。文件只对应本方案本版本,请勿改动内容。在公用电脑上,交出文件后请清空。",
        "Export, then hand the file in. It belongs to this version of this plan; do not change it. On a shared computer clear the list afterwards.",
    ),
    "map.ui.comment.waiting": ("未导出的意见 {n} 条", "{n} not exported yet"),
    "map.ui.comment.noStore": (
        "本浏览器不能保存意见:关闭或刷新页面后会丢失。请写完后立即导出。",
        "This browser cannot keep opinions: they are lost when the page closes. Export them at once.",
    ),
    "map.ui.comment.edit": ("修改", "Change"),
    "map.ui.comment.drop": ("删除", "Delete"),
    "map.ui.comment.clear": ("全部清空", "Delete all"),
    "map.ui.comment.sure": ("再按一次确认删除", "Press again to delete"),
    "map.ui.comment.dropped": ("已删除。", "Deleted."),
    "map.ui.comment.sent": ("已导出", "exported"),
    "map.ui.comment.export": ("导出意见文件", "Export the file"),
    "map.ui.comment.exported": (
        "已导出 {n} 条,文件在浏览器的下载文件夹中。",
        "{n} exported; the file is in the browser's downloads.",
    ),
    "map.ui.comment.file": (
        "意见_{plan}_{n}条_{mark}.json",
        "opinions_{plan}_{n}_{mark}.json",
    ),
    "map.ui.comment.import": ("继续以前的意见文件", "Go on with an earlier file"),
    "map.ui.comment.imported": ("已读入 {n} 条。", "{n} read."),
    "map.ui.comment.notAFile": (
        "这不是意见文件,未读入。请选择本页面导出的 .json 文件。",
        "This is no file of opinions. Choose a .json file this page exported.",
    ),
    "map.ui.comment.changed": (
        "文件导出后被改动过,未读入。",
        "The file was changed after the export; it was not read.",
    ),
    "map.ui.comment.otherPlan": (
        "文件针对另一方案或另一版本,未读入。",
        "The file is about another plan or version; it was not read.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {**_FORM, **_LIST}
