namespace Pipeline.Clients.Tests.Support;

/// <summary>What the requests of one client came to, in their order: the name of the instance that answered, or a failure.</summary>
internal sealed class AnswerLog
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

    public IEnumerable<string> Failures => Lines.Where(line => line.StartsWith(Failure, StringComparison.Ordinal));

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
            $"answers come from {string.Join(" and ", instances)}",
            TimeSpan.FromSeconds(45));
    }
}
