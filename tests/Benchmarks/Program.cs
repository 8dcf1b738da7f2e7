using System.Globalization;
using Akorda.Benchmarks;

// Every figure stands beside its limit, measured in the same run: only the ratio holds from one machine to the next.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var repository = args[0];
var wanted = args.Skip(1).ToHashSet();
bool Wants(string part) => wanted.Count == 0 || wanted.Contains(part);

var table = new Table();
var folder = Path.Combine(Path.GetTempPath(), $"akorda-benchmarks-{Environment.ProcessId}");
Directory.CreateDirectory(folder);
try
{
    if (wanted.Count == 0 || wanted.Overlaps(["start", "drafts", "visible", "pages"]))
    {
        await using var product = new Product(repository, Path.Combine(folder, "data"));
        await product.StartAsync();
        if (Wants("start")) await StartAndRest.MeasureAsync(product, table);
        await product.SignInAsync();
        if (Wants("drafts")) await WriteEvents.MeasureAsync(product, table);
        if (Wants("visible")) await ShowEvents.MeasureAsync(product, table);
        if (Wants("pages")) await ServePages.MeasureAsync(product, folder, table);
    }
    if (Wants("apart")) await PassMessagesApart.MeasureAsync(Path.Combine(folder, "apart"), table);
    if (Wants("backlog")) await DrainBacklog.MeasureAsync(Path.Combine(folder, "backlog"), table);
    if (Wants("growth")) await GrowTables.MeasureAsync(repository, Path.Combine(folder, "growth"), table);
    if (Wants("messages")) await PassMessages.MeasureAsync(Path.Combine(folder, "messages"), table);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
table.Print();
