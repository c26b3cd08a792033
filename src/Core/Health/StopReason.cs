namespace Pipeline.Core.Health;

/// <summary>The reason of a stop request, for the person who finds the container stopped.</summary>
public static class StopReason
{
    /// <summary>The maximum length in characters (<c>StopTask</c> in the Amazon ECS API reference).</summary>
    public const int Longest = 255;

    public static string Format(ContainerHealth health)
    {
        var failing = health.Watches.Find(watch => watch.Port == health.LastFailure?.Port);
        var what = failing is { Check: { } check, Service: var service }
            ? $"{service} on port {failing.Port} failed its check {check.Text}, last: {health.LastFailure!.Text}; "
            : "";
        var text = $"Unhealthy: {what}failing since {health.FailingSince:u}, out of DNS since {health.CondemnedAt:u}";
        return text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
    }
}
