using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Samples.Common;

/// <summary>
/// <c>GET /health</c> answers anybody: 200, or 500 while the service is sick. To see what becomes of a sick one,
/// <c>POST /sick</c> and <c>POST /well</c> make it so, with the credentials.
/// </summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var sick = false;
        routes.MapGet("/health", () => sick ? Results.Text("sick", statusCode: StatusCodes.Status500InternalServerError) : Results.Text("well")).AllowAnonymous();
        routes.MapPost("/sick", () => { sick = true; });
        routes.MapPost("/well", () => { sick = false; });
    }
}
