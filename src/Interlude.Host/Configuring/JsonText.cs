using System.Text.Encodings.Web;
using System.Text.Json;

namespace Interlude.Host.Configuring;

/// <summary>How values are written as JSON for people: without escapes that only web pages need.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
