#pragma once

enum esp_reset_reason_t
{
    ESP_RST_UNKNOWN = 0,
    ESP_RST_POWERON = 1,
    ESP_RST_BROWNOUT = 9,
};

inline esp_reset_reason_t FakeResetReason = ESP_RST_POWERON;

inline esp_reset_reason_t esp_reset_reason()
{
    return FakeResetReason;
}
