namespace Pipeline.Clients.Tests.Support;

/// <summary>What the requests of one client came to, in their order: the name of the instance that answered, or a failure.</summary>
/// <param name="client">The service that it asks for, and through whom.</param>
internal sealed class AnswerLog(string client)
{
    /// <summary>What a client program writes before the reason of a failed request.</summary>
    private const string Failure = "! ";

    /// <summary>One second of the load.</summary>
    private const int Recent = 50;

    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate) return [.. lines];
        }
    }

    /// <summary>The failures, each with its place among all requests.</summary>
    public IEnumerable<string> Failures => Lines.Index()
        .Where(line => line.Item.StartsWith(Failure, StringComparison.Ordinal))
        .Select(line => $"{client}, request {line.Index + 1}: {line.Item}");

    public void Add(string line)
    {
        lock (gate) lines.Add(line);
    }

    public void AddFailure(Exception failure) => Add($"{Failure}{failure.GetBaseException().Message}");

    /// <summary>Waits until the answers of a second come from exactly these instances.</summary>
    public Task ComeFromAsync(params string[] instances)
    {
        var begin = Lines.Count;
        var expected = string.Join(" and ", instances.Order());
        return Eventually.GetAsync(
            () => Task.FromResult(Sources(Lines.Skip(begin).TakeLast(Recent).ToList())),
            sources => sources == expected,
            $"{client}: answers come from {expected}",
            TimeSpan.FromSeconds(45));
    }

    private static string Sources(IReadOnlyCollection<string> recent) =>
        recent.Count < Recent ? $"{recent.Count} answers" : string.Join(" and ", recent.Distinct().Order());
}
