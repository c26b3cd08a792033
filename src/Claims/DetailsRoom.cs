using System.Text;
using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Claims;

/// <summary>
/// The room that the details of one container's claims have in a report, over all its claims, and what only looks like a claim: a
/// container with many claims and long tags must not make its host's report too large to be sent.
/// </summary>
/// <param name="text">The bytes of its names and checks.</param>
internal sealed class DetailsRoom(int text)
{
    /// <summary>The most bytes, in UTF-8.</summary>
    public const int Most = 4_096;

    /// <summary>
    /// The bytes of all texts of a container. Names and checks alone may have more, and only just fit into a message: then there is no
    /// room.
    /// </summary>
    private const int MostOfContainer = 200_000;

    /// <summary>What a text costs beside its own bytes: the quotes and the comma.</summary>
    private const int Overhead = 3;

    private readonly List<ClaimFlaw> leftOut = [];
    private int left = Math.Clamp(MostOfContainer - text, 0, Most);

    /// <summary>What found no room, each variable once.</summary>
    public IEnumerable<ClaimFlaw> LeftOut => leftOut.Distinct();

    /// <summary>The bytes of a text.</summary>
    public static int Measure(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text) + Overhead;

    /// <summary>The weight or priority of a claim.</summary>
    /// <returns>Null if there is none, or if there is no room for it.</returns>
    public string? Admit(int port, string part, string? text) => text is not null && Holds(port, part, Measure(text)) ? text : null;

    /// <summary>The tags or attributes of a claim, with one more than count, so that the registry sees that there are too many.</summary>
    /// <returns>Null if there are none, or if there is no room for them.</returns>
    public TextList? Admit(int port, string part, IEnumerable<string> texts)
    {
        var admitted = texts.Take(ClaimDetails.MaxCount + 1).ToArray();
        return Holds(port, part, admitted.Sum(Measure)) ? TextList.CreateUnlessEmpty(admitted) : null;
    }

    /// <summary>Whether there is room to tell of a variable.</summary>
    public bool Holds(ClaimFlaw flaw) => TryTake(Measure(flaw.Variable) + Measure(flaw.Detail));

    private bool Holds(int port, string part, int bytes)
    {
        if (TryTake(bytes)) return true;
        leftOut.Add(new ClaimFlaw(
            $"{ClaimVariable.First}_{port}_{part}",
            $"left out of at least one claim: the details of a container's claims have {Most} bytes together"));
        return false;
    }

    private bool TryTake(int bytes)
    {
        if (bytes > left) return false;
        left -= bytes;
        return true;
    }
}
