using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Instances;
using Pipeline.Core.Vocabulary;
using Pipeline.History.Events;
using Pipeline.History.Words;

namespace Pipeline.History.Why;

/// <summary>Follows what the registry decided into the zone: plan, change, receipt, in sync.</summary>
internal sealed class ZoneTrail(IRegistryHistory history, string domain)
{
    private const int PageOfEvents = 60;
    private const int PagesAtMost = 5;

    /// <summary>With a record set for each instance, only this many are read.</summary>
    private const int RecordsAtMost = 12;

    /// <summary>The change that added an instance to DNS, or removed it.</summary>
    public async Task<IReadOnlyList<WhyStep>> AfterAsync(
        string host, string container, Instance instance, bool came, long sequence, DateTimeOffset? at, CancellationToken cancel)
    {
        string[] values = [Value(instance, host), Value(instance, DesiredZone.FormatAddressLabel(instance.At.Address))];
        var records = await history.RecordsAsync($"{instance.Service}.{domain}", cancel);
        if (records.Count > RecordsAtMost)
            records = [.. records
                .Where(record => record.Contains(container, StringComparison.Ordinal)
                    || record.EndsWith($":{instance.At.Port}", StringComparison.Ordinal)
                    || record.Contains("/spread-", StringComparison.Ordinal))
                .Take(RecordsAtMost)];

        IReadOnlyList<WhyStep> first = [];
        foreach (var record in records)
        {
            var steps = await InRecordAsync(
                record, change => came == Holds(change, values)
                    && (came || change.Action is not ChangeAction.Create), sequence, at, cancel);
            if (steps is [var begin, ..] && (first is [] || begin.At < first[0].At)) first = steps;
        }

        return first;
    }

    /// <summary>The change of a host's own record.</summary>
    public async Task<IReadOnlyList<WhyStep>> OfHostAsync(string host, long sequence, DateTimeOffset? at, CancellationToken cancel)
    {
        foreach (var record in await history.RecordsAsync($"{host}.{domain}", cancel))
            if (await InRecordAsync(record, _ => true, sequence, at, cancel) is [_, ..] steps) return steps;
        return [];
    }

    /// <summary>A change and what became of it, from the events that follow it in its record's stream.</summary>
    public static IEnumerable<WhyStep> Told(RecordedEvent submitted, IEnumerable<RecordedEvent> following)
    {
        var change = (ChangeSubmitted)submitted.Happened;
        yield return new WhyStep(
            submitted.At, null, "plan",
            $"the leader planned {Word.Format(change.Change.Action).ToUpperInvariant()} {change.Change.Set.Key} "
            + $"({change.Change.Set.Values.Count} values, change list {change.Batch})",
            Trace: submitted.Trace);
        string? receipt = null;
        foreach (var next in following)
        {
            switch (next.Happened)
            {
                case ChangeAccepted accepted when receipt is null:
                    receipt = accepted.ChangeId;
                    yield return new WhyStep(next.At, null, "change", $"the zone accepted it: change {receipt}", receipt, next.Trace);
                    break;
                case ChangeInSync inSync when inSync.ChangeId == receipt:
                    yield return new WhyStep(
                        next.At, null, "insync", $"every name server answers with it: change {receipt} is INSYNC", receipt, next.Trace);
                    yield break;
                case ChangeRefused refused when receipt is null:
                    yield return new WhyStep(next.At, null, "change", $"the zone refused it: {refused.Error}", Trace: next.Trace);
                    yield break;
                case RecordFound found when receipt is null:
                    yield return new WhyStep(next.At, null, "change", EventWords.Of(found), Trace: next.Trace);
                    yield break;
                case ChangeSubmitted:
                    yield break;
            }
        }
    }

    private async Task<IReadOnlyList<WhyStep>> InRecordAsync(
        string record, Func<RecordChange, bool> isIt, long sequence, DateTimeOffset? at, CancellationToken cancel)
    {
        for (var page = 0; page < PagesAtMost; page++)
        {
            var events = await history.AfterAsync(record, sequence, PageOfEvents, cancel);
            for (var index = 0; index < events.Count; index++)
            {
                if (events[index].At > at) return [];
                if (events[index].Happened is not ChangeSubmitted submitted || !isIt(submitted.Change)) continue;
                var rest = events.Skip(index + 1).ToList();
                if (rest.Count < 3) rest = [.. await history.AfterAsync(record, events[index].Sequence, PageOfEvents, cancel)];
                return [.. Told(events[index], rest.Where(next => !(next.At > at)))];
            }

            if (events.Count < PageOfEvents) return [];
            sequence = events[^1].Sequence;
        }

        return [];
    }

    private static bool Holds(RecordChange change, string[] values) =>
        change.Action is not ChangeAction.Delete && change.Set.Values.Overlaps(values);

    private string Value(Instance instance, string target) => SrvValue.Create(instance.At.Port, $"{target}.{domain}").ToString();
}
