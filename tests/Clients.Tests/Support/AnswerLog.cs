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

    public IEnumerable<string> Failures =>
        Lines.Where(line => line.StartsWith(Failure, StringComparison.Ordinal)).Select(line => $"{client}: {line}");

    public void Add(string line)
    {
        lock (gate) lines.Add(line);
    }

    public void AddFailure(Exception failure) => Add($"{Failure}{failure.GetBaseException().Message}");

    /// <summary>Waits until the answers of a second come from exactly these instances.</summary>
    public Task ComeFromAsync(params string[] instances)
    {
        var begin = Lines.Count;
        return Eventually.GetAsync(
            () => Task.FromResult(Lines.Skip(begin).TakeLast(Recent).ToArray()),
            recent => recent.Length == Recent && recent.Distinct().Order().SequenceEqual(instances.Order()),
            $"{client}: answers come from {string.Join(" and ", instances)}",
            TimeSpan.FromSeconds(45));
    }
}
