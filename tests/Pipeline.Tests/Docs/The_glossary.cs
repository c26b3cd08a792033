using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Status;
using Pipeline.History.Words;

namespace Pipeline.Tests.Docs;

/// <summary><c>docs/glossary.md</c> and the words that commands and console show are the same.</summary>
public sealed class The_glossary
{
    /// <summary>The tables of the page in its order, each with the heading of its first column.</summary>
    private static readonly (string Name, TermTable Table)[] Tables =
    [
        ("stored", Glossary.HealthStates), ("stored", Glossary.HealthTriggers),
        ("stored", Glossary.Rulings), ("stored", Glossary.HealthEvents),
        ("stored", Glossary.ContainerStatuses), ("stored", Glossary.HeldBack), ("stored", Glossary.ContainerEvents),
        ("why deregistered", Glossary.WithdrawalReasons), ("why refused", Glossary.RefusalReasons),
        ("stored", Glossary.HostStatuses), ("what is announced", Glossary.HostEndings),
        ("what is doubted", Glossary.Doubts), ("stored", Glossary.HostEvents),
        ("stored", Glossary.NameOrigins), ("stored", Glossary.NameEvents),
        ("stored", Glossary.Messages), ("stored", Glossary.ZoneEvents),
        ("finding", Glossary.Findings), ("origin", Glossary.RecordOrigins),
        ("fate", Glossary.RecordFates), ("why foreign", Glossary.LeftReasons), ("why left out", Glossary.LeftOutReasons),
        ("why no address", Glossary.NoAddressReasons), ("stored", Glossary.Marks),
        ("how bad", Glossary.TroubleWeights), ("how known", Glossary.Beliefs),
        ("trouble", Glossary.Troubles),
    ];

    [Fact]
    public void The_page_says_what_the_code_shows()
    {
        var page = TablesOfPage().ToList();

        page.Select(table => table.Name).ShouldBe(Tables.Select(table => table.Name));
        foreach (var (written, coded) in page.Zip(Tables)) written.Terms.ShouldBe(coded.Table.Terms);
    }

    [Fact]
    public void Every_stored_word_has_a_shown_word_and_a_sentence()
    {
        HasAll<HealthState>(Glossary.HealthStates);
        HasAll<HealthTrigger>(Glossary.HealthTriggers);
        HasAll<GovernorDecisionKind>(Glossary.Rulings);
        HasAll<ContainerStatus>(Glossary.ContainerStatuses);
        HasAll<WithdrawalReason>(Glossary.WithdrawalReasons);
        HasAll<RefusalReason>(Glossary.RefusalReasons);
        HasAll<HostStatus>(Glossary.HostStatuses);
        HasAll<Finding>(Glossary.Findings);
        HasAll<RecordOrigin>(Glossary.RecordOrigins);
        HasAll<RecordFate>(Glossary.RecordFates);
        HasAll<LeftReason>(Glossary.LeftReasons);
        HasAll<LeftOutReason>(Glossary.LeftOutReasons);
        HasAll<NoAddressReason>(Glossary.NoAddressReasons);
        HasAll<TroubleWeight>(Glossary.TroubleWeights);
        HasAll<TroubleKind>(Glossary.Troubles);
        Stored(Glossary.Marks).ShouldBe(Enum.GetNames<Console.Reading.Mark>(), ignoreOrder: true);
        HasAllEvents(typeof(HealthEvent), Glossary.HealthEvents);
        HasAllEvents(typeof(ContainerEvent), Glossary.ContainerEvents);
        HasAllEvents(typeof(HostEvent), Glossary.HostEvents);
        HasAllEvents(typeof(NameEvent), Glossary.NameEvents);
        HasAllEvents(typeof(LedgerEvent), Glossary.ZoneEvents);
        Tables.SelectMany(table => table.Table.Terms).ShouldAllBe(term => term.Shown.Length > 0 && term.Sentence.EndsWith('.'));
    }

    private static void HasAll<T>(TermTable table) where T : struct, Enum => Stored(table).ShouldBe(Enum.GetNames<T>(), ignoreOrder: true);

    private static void HasAllEvents(Type root, TermTable table) =>
        Stored(table).ShouldBe(
            root.Assembly.GetTypes().Where(type => type.IsSubclassOf(root) && !type.IsAbstract).Select(type => type.Name),
            ignoreOrder: true);

    private static IEnumerable<string> Stored(TermTable table) => table.Terms.Select(term => term.Stored);

    private static IEnumerable<(string Name, IReadOnlyList<Term> Terms)> TablesOfPage()
    {
        (string Name, List<Term> Terms)? table = null;
        foreach (var line in Repository.Read("docs", "glossary.md").Split('\n'))
        {
            string[] cells = [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
            if (!line.StartsWith('|'))
            {
                if (table is { } ended) yield return ended;
                table = null;
            }
            else if (table is { } present)
            {
                if (!line.StartsWith("|--", StringComparison.Ordinal)) present.Terms.Add(TermOf(cells));
            }
            else if (cells is [_, "shown", ..])
            {
                table = (cells[0], []);
            }
        }
    }

    private static Term TermOf(string[] cells) =>
        new(cells[0].Trim('`'), cells[1], (cells.Length > 2 ? cells[^1] : $"{char.ToUpperInvariant(cells[1][0])}{cells[1][1..]}.")
            .Replace("`", "", StringComparison.Ordinal).Replace("*", "", StringComparison.Ordinal));
}
