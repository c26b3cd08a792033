using Microsoft.Net.Http.Headers;
using Pipeline.Console.Api.Snapshots;

namespace Pipeline.Console.Api.Delivery;

/// <summary>
/// Strong entity tags (RFC 9110, section 8.8.3): the hash of the content, and a suffix where it is compressed, because those are other
/// bytes.
/// </summary>
internal static class EntityTags
{
    private const string CompressedSuffix = "-gzip";

    public static string Write(Answer answer, bool compressed) => $"\"{answer.Hash}{(compressed ? CompressedSuffix : "")}\"";

    /// <summary>Whether the request says that it has this content, in either form.</summary>
    public static bool Has(HttpRequest request, Answer answer) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var tags)
        && tags.Any(tag => tag.Tag == "*" || tag.Tag == Write(answer, compressed: false) || tag.Tag == Write(answer, compressed: true));

    public static bool TakesGzip(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var encodings)
        && encodings.Any(encoding => encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && encoding.Quality is not 0);
}
