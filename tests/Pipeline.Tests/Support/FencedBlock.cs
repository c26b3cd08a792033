
namespace Pipeline.Tests.Support;

/// <summary>A fenced block.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Language">What stands behind the fence.</param>
internal sealed record FencedBlock(string Page, int Line, string Language, string Text)
{
    public override string ToString() => $"{Page}:{Line}";
}
