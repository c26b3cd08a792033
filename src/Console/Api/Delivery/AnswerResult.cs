using Microsoft.Net.Http.Headers;
using Pipeline.Console.Api.Snapshots;

namespace Pipeline.Console.Api.Delivery;

/// <summary>Writes an answer, compressed where the client takes that; or 304 where it has it.</summary>
internal sealed class AnswerResult(Answer answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var compressed = answer.IsWorthCompressing && EntityTags.TakesGzip(request);
        response.Headers.ETag = EntityTags.Write(answer, compressed);
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (EntityTags.Has(request, answer))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var body = compressed ? answer.Compressed : answer.Body;
        if (compressed) response.Headers.ContentEncoding = "gzip";
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
