using System.Text;
using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Producer.Claims;

/// <summary>
/// The room that one container's tags and attributes have in a report, over all its claims: a container with many claims and long tags
/// must not make its host's report too large to be sent.
/// </summary>
internal sealed class DetailsRoom
{
    /// <summary>In bytes of UTF-8.</summary>
    public const int Bytes = 4_096;

    /// <summary>What a text costs beside its own bytes: the quotes and the comma.</summary>
    private const int Overhead = 3;

    private readonly List<ClaimFlaw> leftOut = [];
    private int left = Bytes;

    /// <summary>What found no room.</summary>
    public IReadOnlyList<ClaimFlaw> LeftOut => leftOut;

    /// <summary>The tags or attributes of a claim, with one more than count, so that the registry sees that there are too many.</summary>
    /// <returns>Null if there are none, or if there is no room for them.</returns>
    public TextList? Admit(int port, string part, IEnumerable<string> texts)
    {
        var admitted = texts.Take(ClaimDetails.MaxCount + 1).ToArray();
        var bytes = admitted.Sum(text => Encoding.UTF8.GetByteCount(text) + Overhead);
        if (bytes > left)
        {
            leftOut.Add(new ClaimFlaw(
                $"{ClaimVariable.First}_{port}_{part}",
                $"left out of at least one claim: all tags and attributes of a container have {Bytes} bytes together"));
            return null;
        }

        left -= bytes;
        return TextList.CreateUnlessEmpty(admitted);
    }
}
