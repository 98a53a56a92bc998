"""Texts on reading files: what a file is, its sheets, its rows that are no schools.

Templates of issues use ``{file}``, ``{row}``, ``{column}`` and ``{value}`` only; those
of whole files also ``{names}`` and ``{limit}``.
"""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # Files
    "D200": (
        "{file} 的内容与扩展名不符({value}),已按内容读取。建议另存为 xlsx。",
        "{file} is not what its ending says ({value}); it was read by its content. Better save it as xlsx.",
    ),
    "D201": (
        "{file} 已加密,无法读取。请先取消密码:在表格软件中打开,去掉打开密码后另存,再重试。",
        "{file} is encrypted. Open it in a spreadsheet, remove the password, save it and try again.",
    ),
    "D202": (
        "{file} 大小为 {value},超过上限 {limit} MB,未读取。请只保留学校表,删除图片和多余内容后另存。",
        "{file} has {value}, more than the limit of {limit} MB, and was not read. Keep the school table only, without pictures, and save it anew.",
    ),
    "D203": (
        "{file} 解压后内容异常庞大({value}),为安全起见未读取。请在表格软件中打开,把学校表复制到新文件后另存为 xlsx。",
        "{file} unpacks to an unusual amount ({value}) and was not read, to be safe. Copy the school table into a new file and save it as xlsx.",
    ),
    "D204": (
        "{file} 的数据范围为 {value}(行 × 列),超过上限(行 {rows}、列 {columns}、共 {cells} 格),未读取。请删除表格外多余的内容,或按县市分开。",
        "{file} has data over {value} (rows × columns), beyond the limits (rows {rows}, columns {columns}, cells {cells}), and was not read. Delete what stands outside the table, or split it by county.",
    ),
    "D205": (
        "{file} 第 {row} 行有一格多达 {value} 个字符(上限 {limit}),未读取。请检查引号是否成对,或缩短该格。",
        "{file} row {row}: a cell has {value} characters (limit {limit}), so the file was not read. Look for a missing quotation mark, or shorten the cell.",
    ),
    "D206": (
        "{file} 的内容是本程序不读取的格式({value})。请用 WPS 或 Excel 打开,另存为 xlsx 后重试。",
        "{file} holds a format that is not read ({value}). Open it in a spreadsheet, save it as xlsx and try again.",
    ),
    "D207": (
        "{file} 缺少同名的 {value} 文件,shp 须与 .shx、.dbf 放在一起。请补齐后重试,或导出为 gpkg。",
        "{file} comes without its {value}; a shp needs .shx and .dbf beside it. Add them, or export it as gpkg.",
    ),
    "D208": (
        "{file} 没有 .cpg 文件,或其所述编码不符,文字已按 {value} 读取。请核对校名是否正常;如有乱码,请改正 .cpg 或导出为 gpkg。",
        "{file} has no .cpg, or one that does not fit; its text was read as {value}. Check the names; if they are garbled, correct the .cpg or export it as gpkg.",
    ),
    # Sheets
    "D209": (
        "{file} 有几张工作表同样像学校表:{names}。小学、初中等分表填写的,请先合并到一张;否则用 --sheet 指明一张。",
        "Several sheets of {file} look equally like the table: {names}. If they are parts of one table (primary, junior), join them in one sheet first; else name one with --sheet.",
    ),
    "D210": (
        "{file} 的工作表“{value}”不是所选的表,未读取。",
        "{file}: the sheet '{value}' is not the one chosen and was not read.",
    ),
    "D211": (
        "{file} 有隐藏行({value}),其中的数据已照常读取。请取消隐藏并核对;不要的行请删除。",
        "{file} has hidden rows ({value}); their data were read as the others. Unhide and check them; delete those not wanted.",
    ),
    "D212": (
        "{file} 有隐藏列({value} 列),其中的数据已照常读取。请取消隐藏并核对;不要的列请删除。",
        "{file} has hidden columns ({value}); their data were read as the others. Unhide and check them; delete those not wanted.",
    ),
    "D227": (
        "{file} 有隐藏的工作表“{value}”,未读取。如需使用,请取消隐藏,或用 --sheet 指明。",
        "{file} has a hidden sheet '{value}', which was not read. Unhide it, or name it with --sheet, if it should be.",
    ),
    "D228": (
        "{file} 的工作表“{value}”也像学校表,未读取,其中的学校没有计入。请把各表合并成一张;如不是学校表,可忽略。",
        "{file}: the sheet '{value}' looks like a table of schools too and was not read, so its schools are missing. Put all of them into one sheet, or ignore this if they are none.",
    ),
    # Cells
    "D213": (
        "{file} 第 {row} 行:{value} 是公式错误值,按空白处理。请改正公式或填写数值。",
        "{file} row {row}: {value} is an error of a formula and counts as blank. Correct the formula or type the value.",
    ),
    "D214": (
        "{file} 第 {row} 行:{value} 超过 15 位,表格软件已丢失末尾数字。代码类请设为文本格式重新填写。",
        "{file} row {row}: {value} has more than 15 digits, of which a spreadsheet loses the last ones. Format codes as text and enter them again.",
    ),
    "D215": (
        "{file} 从第 {row} 行起:合并单元格的内容已填入其覆盖的各格({value} 格)。",
        "{file} from row {row} on: the content of merged cells was filled into all cells they cover ({value}).",
    ),
    "D216": (
        "{file} 第 {row} 行:合并单元格中的数字 {value} 由几格共用,各校份额不明,按未知处理。请取消合并,分别填写。",
        "{file} row {row}: the figure {value} is merged over several cells, so each school's share is not known. Unmerge and give each its own.",
    ),
    "D229": (
        "{file} 第 {row} 行起的合并单元格互相重叠,无法读取。请取消合并,逐格填写。",
        "{file} from row {row} on: merged ranges overlap, so the table was not read. Unmerge them and fill in each cell.",
    ),
    # Rows
    "D217": (
        "{file} 的表头有几行({value}),已合并为一行。请核对列的对应关系。",
        "The header of {file} has several rows ({value}); they were joined into one. Check how the columns were taken.",
    ),
    "D218": (
        "{file} 第 {row} 行在表头之上,作为标题未计入:{value}",
        "{file} row {row} stands above the header and was left out as a title: {value}",
    ),
    "D219": (
        "{file} 第 {row} 行是合计行,未计入:{value}",
        "{file} row {row} is a total and was left out: {value}",
    ),
    "D220": (
        "{file} 第 {row} 行是说明或签名,未计入:{value}",
        "{file} row {row} is a note or a signature and was left out: {value}",
    ),
    "D221": (
        "{file} 第 {row} 行重复了表头或标题,未计入:{value}",
        "{file} row {row} repeats the header or a title and was left out: {value}",
    ),
    "D222": (
        "{file} 第 {row} 行是列号,未计入:{value}",
        "{file} row {row} numbers the columns and was left out: {value}",
    ),
    "D226": (
        "{file} 第 {row} 行是横跨各列的小标题,未计入:{value}。如表示乡镇或学段,请在各行中填写。",
        "{file} row {row} is a heading across the columns and was left out: {value}. If it gives town or stage, enter that in each row.",
    ),
    "D225": (
        "{file} 的第 {value} 行没有文字,不能作表头。请核对所给的表头行号。",
        "{file} has no text in row {value}, so it is no header. Check the header rows given.",
    ),
    # Forms
    "D223": (
        "{file} 是每校一份的竖式表:以下“第 {row} 行”指第 {row} 份,工作表“{value}”。",
        "{file} holds vertical forms, one for each school: 'row {row}' means form {row}, sheet '{value}'.",
    ),
}
